// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.batch;

import static io.rowcast.topology.batch.BatchClusterer.NO_LABEL;

import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.graph.Side;
import it.unimi.dsi.fastutil.HashCommon;
import it.unimi.dsi.fastutil.ints.IntArrayFIFOQueue;
import it.unimi.dsi.fastutil.ints.IntArrays;

/**
 * A graph with labels, and the move of {@link io.rowcast.topology.clustering.LabelPropagation} over arrays: the same
 * scores, premium and ties, but every volume exact at every moment. Second labels are chosen at the end.
 */
final class Labelling {
    final LabelledSide users;
    final LabelledSide items;

    private final int labelCount;
    private final double edges;
    private final IntArrayFIFOQueue free = new IntArrayFIFOQueue();
    private final int[] count;
    private final int[] candidates;

    Labelling(BipartiteGraph graph, ClusteringParameters parameters, int labelCount) {
        this.labelCount = labelCount;
        this.edges = graph.edges();
        this.users = new LabelledSide(graph, Side.USER, parameters.userWeighting(), labelCount);
        this.items = new LabelledSide(graph, Side.ITEM, parameters.itemWeighting(), labelCount);
        this.count = new int[labelCount];
        this.candidates = new int[labelCount];
    }

    /**
     * Lets every vertex of a side choose again.
     *
     * @param resolution R
     * @param hysteresis in edges
     * @param draws whether a vertex that knows no label is given one; else it waits for its neighbours
     * @return vertices that changed label
     */
    int sweep(Side side, double resolution, double hysteresis, boolean draws) {
        LabelledSide own = side == Side.USER ? users : items;
        LabelledSide other = side == Side.USER ? items : users;
        int moved = 0;
        for (int vertex = 0; vertex < own.labels.length; vertex++) {
            moved += choose(own, other, vertex, resolution, hysteresis, side == Side.USER, draws) ? 1 : 0;
        }
        return moved;
    }

    /** Looks for labels that nobody carries; users may open them. */
    void findFree() {
        free.clear();
        for (int label = 0; label < labelCount; label++) {
            if (isFree(label)) {
                free.enqueue(label);
            }
        }
    }

    /** Gives first labels: users by descending degree, each followed by those of its items that have none. */
    void seed(double resolution) {
        findFree();
        int[] order = new int[users.labels.length];
        for (int user = 0; user < order.length; user++) {
            order[user] = user;
        }
        IntArrays.mergeSort(order, (a, b) -> Integer.compare(users.degree(b), users.degree(a)));
        for (int user : order) {
            choose(users, items, user, resolution, 0, true, true);
            for (int i = users.offsets[user]; i < users.offsets[user + 1]; i++) {
                int item = users.neighbours[i];
                if (items.labels[item] == NO_LABEL) {
                    choose(items, users, item, resolution, 0, false, true);
                }
            }
        }
    }

    BatchClustering result(double resolution, int sweeps, boolean settled) {
        double inside = insideShare();
        return new BatchClustering(
                users.labels,
                items.labels,
                secondUserLabels(resolution),
                inside - resolution * volumeProducts(),
                inside,
                users.labelsInUse(),
                items.labelsInUse(),
                sweeps,
                settled);
    }

    /** What the live algorithm would give users that have no second label yet: the best of all labels but their own. */
    private int[] secondUserLabels(double resolution) {
        int[] second = new int[users.labels.length];
        for (int user = 0; user < second.length; user++) {
            second[user] = bestBut(users.labels[user], user, resolution);
        }
        return second;
    }

    private int bestBut(int present, int user, double resolution) {
        int found = tally(users, items, user);
        double premium = users.premium(user);
        double price = price(users, items, user, resolution);
        int best = NO_LABEL;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < found; i++) {
            int label = candidates[i];
            double score = count[label] - price * items.volumes[label] + (users.volumes[label] == 0 ? premium : 0);
            boolean better = score > bestScore || (score == bestScore && label < best);
            if (better && label != present) {
                best = label;
                bestScore = score;
            }
            count[label] = 0;
        }
        return best;
    }

    private double insideShare() {
        long inside = 0;
        for (int user = 0; user < users.labels.length; user++) {
            for (int i = users.offsets[user]; i < users.offsets[user + 1]; i++) {
                inside += users.labels[user] == items.labels[users.neighbours[i]] ? 1 : 0;
            }
        }
        return edges == 0 ? 0 : inside / edges;
    }

    private double volumeProducts() {
        double products = 0;
        for (int label = 0; label < labelCount; label++) {
            products += (double) users.volumes[label] * items.volumes[label];
        }
        return edges == 0 ? 0 : products / ((double) users.total * items.total);
    }

    private boolean choose(
            LabelledSide own,
            LabelledSide other,
            int vertex,
            double resolution,
            double hysteresis,
            boolean opens,
            boolean draws) {
        if (own.weights[vertex] == 0) {
            return false;
        }
        int label = elect(own, other, vertex, resolution, hysteresis, opens);
        if (label == NO_LABEL && draws) {
            label = lighterOfTwo(own, vertex);
        }
        if (label == own.labels[vertex]) {
            return false;
        }
        own.assign(vertex, label);
        return true;
    }

    private int elect(
            LabelledSide own, LabelledSide other, int vertex, double resolution, double hysteresis, boolean opens) {
        int found = tally(own, other, vertex);
        int present = own.labels[vertex];
        long weight = own.weights[vertex];
        double premium = own.premium(vertex);
        double price = price(own, other, vertex, resolution);
        double stay = Double.NEGATIVE_INFINITY;
        if (present != NO_LABEL) {
            stay = count[present] - price * other.volumes[present] + (own.volumes[present] == weight ? premium : 0);
        }
        int best = NO_LABEL;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < found; i++) {
            int label = candidates[i];
            double score = label == present
                    ? stay
                    : count[label] - price * other.volumes[label] + (own.volumes[label] == 0 ? premium : 0);
            if (score > bestScore || (score == bestScore && label < best)) {
                best = label;
                bestScore = score;
            }
            count[label] = 0;
        }
        boolean moves = best != NO_LABEL && bestScore > stay + hysteresis;
        boolean wantsFree = present == NO_LABEL
                ? best == NO_LABEL || bestScore < premium
                : premium > stay + hysteresis && (!moves || premium > bestScore);
        int opened = opens && wantsFree ? takeFree() : NO_LABEL;
        if (opened != NO_LABEL) {
            return opened;
        }
        return moves ? best : present;
    }

    /** Counts a vertex's edges by the label of their other end; returns how many labels there are. */
    private int tally(LabelledSide own, LabelledSide other, int vertex) {
        int found = 0;
        for (int i = own.offsets[vertex]; i < own.offsets[vertex + 1]; i++) {
            int label = other.labels[own.neighbours[i]];
            if (label != NO_LABEL && count[label]++ == 0) {
                candidates[found++] = label;
            }
        }
        return found;
    }

    private double price(LabelledSide own, LabelledSide other, int vertex, double resolution) {
        return resolution * edges * own.weights[vertex] / ((double) own.total * other.total);
    }

    private int takeFree() {
        while (!free.isEmpty()) {
            int label = free.dequeueInt();
            if (isFree(label)) {
                return label;
            }
        }
        return NO_LABEL;
    }

    private boolean isFree(int label) {
        return users.volumes[label] == 0 && items.volumes[label] == 0;
    }

    private int lighterOfTwo(LabelledSide own, int vertex) {
        int one = Integer.remainderUnsigned(HashCommon.mix(vertex), labelCount);
        int two = Integer.remainderUnsigned(HashCommon.mix(~vertex), labelCount);
        int byVolume = Long.compare(own.volumes[one], own.volumes[two]);
        return byVolume < 0 || (byVolume == 0 && one < two) ? one : two;
    }
}
