// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.reference;

import io.rowcast.topology.clustering.PremiumGovernor;
import io.rowcast.topology.clustering.VertexWeighting;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The algorithm as plainly as it can be put: one thread, whole graph in arrays, every volume exact at every moment.
 * Written apart from the code under test, so that an error in one shows as a difference.
 */
public final class ReferenceClusterer {
    private final int rows;
    private final double resolution;
    private final double hysteresis;
    private final VertexWeighting weighting;
    private double sweepHysteresis;
    private final Side users = new Side();
    private final Side items = new Side();
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private final int[] count;
    private final int[] candidates;
    private double edges;

    private final class Side {
        private final Map<String, Integer> index = new HashMap<>();
        private int[][] neighbours = new int[1024][];
        private int[] degree = new int[1024];
        private int[] label = new int[1024];
        private long[] volume;
        private long total;
        private final PremiumGovernor governor = new PremiumGovernor();
        private double premium;

        int vertex(String id) {
            int vertex = index.computeIfAbsent(id, key -> index.size());
            if (vertex == degree.length) {
                neighbours = Arrays.copyOf(neighbours, 2 * vertex);
                degree = Arrays.copyOf(degree, 2 * vertex);
                label = Arrays.copyOf(label, 2 * vertex);
            }
            if (neighbours[vertex] == null) {
                neighbours[vertex] = new int[4];
                label[vertex] = -1;
            }
            return vertex;
        }

        boolean link(int vertex, int neighbour) {
            int[] list = neighbours[vertex];
            for (int i = 0; i < degree[vertex]; i++) {
                if (list[i] == neighbour) {
                    return false;
                }
            }
            if (degree[vertex] == list.length) {
                list = Arrays.copyOf(list, 2 * list.length);
                neighbours[vertex] = list;
            }
            list[degree[vertex]++] = neighbour;
            long more = weight(vertex) - weighting.weight(degree[vertex] - 1);
            total += more;
            if (label[vertex] >= 0) {
                volume[label[vertex]] += more;
            }
            return true;
        }

        long weight(int vertex) {
            return weighting.weight(degree[vertex]);
        }

        int rowsInUse() {
            int used = 0;
            for (long ofLabel : volume) {
                used += ofLabel > 0 ? 1 : 0;
            }
            return used;
        }
    }

    /**
     * @param rows K
     * @param resolution R
     * @param hysteresis in edges
     * @param weighting weight of a vertex in the volume of its cluster
     */
    public ReferenceClusterer(int rows, double resolution, double hysteresis, VertexWeighting weighting) {
        this.weighting = weighting;
        this.rows = rows;
        this.resolution = resolution;
        this.hysteresis = hysteresis;
        sweepHysteresis = hysteresis;
        users.volume = new long[rows];
        items.volume = new long[rows];
        count = new int[rows];
        candidates = new int[rows];
    }

    /** Streams edges, each as user and item, and sweeps now and then as the live system does. */
    public ReferenceClusterer stream(List<String[]> events, int sweepEvery) {
        findFree();
        int seen = 0;
        for (String[] event : events) {
            int user = users.vertex(event[0]);
            int item = items.vertex(event[1]);
            if (users.link(user, item)) {
                items.link(item, user);
                edges++;
                elect(users, items, user, true, hysteresis);
                elect(items, users, item, false, hysteresis);
            }
            if (++seen % 2000 == 0) {
                findFree();
            }
            if (seen % sweepEvery == 0) {
                sweep();
            }
        }
        return this;
    }

    /** Sweeps until nothing moves and the premium rests, at most a number of times. */
    public ReferenceClusterer converge(int maxSweeps) {
        for (int i = 0; i < maxSweeps; i++) {
            double premiums = users.premium + items.premium;
            boolean least = sweepHysteresis == hysteresis / 16;
            if (sweep() == 0 && least && premiums == users.premium + items.premium) {
                return this;
            }
        }
        return this;
    }

    /** The objective over the number of edges. */
    public double objective() {
        double products = 0;
        for (int label = 0; label < rows; label++) {
            products += (double) users.volume[label] / users.total * ((double) items.volume[label] / items.total);
        }
        return insideShare() - resolution * products;
    }

    public double insideShare() {
        long inside = 0;
        for (int user = 0; user < users.index.size(); user++) {
            for (int i = 0; i < users.degree[user]; i++) {
                inside += users.label[user] == items.label[users.neighbours[user][i]] ? 1 : 0;
            }
        }
        return inside / edges;
    }

    public int userRows() {
        return users.rowsInUse();
    }

    public int itemRows() {
        return items.rowsInUse();
    }

    private int sweep() {
        findFree();
        int moved = 0;
        for (int user = 0; user < users.index.size(); user++) {
            moved += elect(users, items, user, true, sweepHysteresis) ? 1 : 0;
        }
        for (int item = 0; item < items.index.size(); item++) {
            moved += elect(items, users, item, false, sweepHysteresis) ? 1 : 0;
        }
        users.premium = users.governor.govern(users.premium, rows, users.rowsInUse(), users.index.size());
        items.premium = items.governor.govern(items.premium, rows, items.rowsInUse(), items.index.size());
        int vertices = users.index.size() + items.index.size();
        sweepHysteresis = moved <= 0.05 * vertices
                ? Math.max(hysteresis / 16, sweepHysteresis / 4)
                : Math.min(hysteresis, sweepHysteresis * 4);
        return moved;
    }

    private boolean elect(Side own, Side other, int vertex, boolean mayOpen, double bar) {
        int degree = own.degree[vertex];
        int found = 0;
        for (int i = 0; i < degree; i++) {
            int label = other.label[own.neighbours[vertex][i]];
            if (label >= 0 && count[label]++ == 0) {
                candidates[found++] = label;
            }
        }
        int present = own.label[vertex];
        double premium = own.premium * Math.min(degree, edges / own.index.size());
        double stay = present < 0 ? Double.NEGATIVE_INFINITY : score(own, other, vertex, present, premium);
        int best = -1;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < found; i++) {
            int label = candidates[i];
            double score = score(own, other, vertex, label, premium);
            if (score > bestScore || (score == bestScore && label < best)) {
                best = label;
                bestScore = score;
            }
        }
        for (int i = 0; i < found; i++) {
            count[candidates[i]] = 0;
        }
        int to = present;
        if (best >= 0 && (present < 0 || bestScore > stay + bar)) {
            to = best;
        }
        boolean opens = present < 0
                ? best < 0 || bestScore < premium
                : premium > stay + bar && (to == present || premium > bestScore);
        if (opens && mayOpen) {
            int opened = takeFree();
            to = opened >= 0 ? opened : to;
        }
        if (to < 0) {
            to = Math.floorMod(vertex * 31 + 7, rows);
        }
        if (to == present) {
            return false;
        }
        if (present >= 0) {
            own.volume[present] -= own.weight(vertex);
        }
        own.volume[to] += own.weight(vertex);
        own.label[vertex] = to;
        return true;
    }

    private double score(Side own, Side other, int vertex, int label, double premium) {
        double weight = (double) own.weight(vertex);
        boolean alone = own.volume[label] == (own.label[vertex] == label ? own.weight(vertex) : 0);
        double price = resolution * edges * (weight / own.total) * ((double) other.volume[label] / other.total);
        return count[label] - price + (alone ? premium : 0);
    }

    private void findFree() {
        free.clear();
        for (int label = 0; label < rows; label++) {
            if (users.volume[label] == 0 && items.volume[label] == 0) {
                free.add(label);
            }
        }
    }

    private int takeFree() {
        while (!free.isEmpty()) {
            int label = free.remove();
            if (users.volume[label] == 0 && items.volume[label] == 0) {
                return label;
            }
        }
        return -1;
    }
}
