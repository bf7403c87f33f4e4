// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

/**
 * Louvain (Blondel et al., arXiv 0803.0476) for bipartite modularity with a resolution (Barber, arXiv 0707.1616): the
 * objective of {@link CoClusters#objective}. Vertices move to the neighbouring label with the largest gain, in the order of
 * their numbers, until a pass gains less than {@value #TOLERANCE} of the edges; then each label becomes a vertex, and so on
 * until a level gains less than that. Order and tolerances are the defaults of scikit-network, which GraphHash uses. Of equal
 * gains the lower label's counts.
 */
final class Louvain {
    static final double TOLERANCE = 0.001;

    private final double edges;
    private final double price;
    private JointGraph level;
    private final int[] votes;
    private final int[] candidates;

    private Louvain(JointGraph graph, int edges, double resolution) {
        this.edges = edges;
        price = resolution / edges;
        level = graph;
        votes = new int[level.vertices()];
        candidates = new int[level.vertices()];
    }

    /**
     * The label of every vertex: consecutive numbers from 0 on.
     *
     * @param edges of the graph
     * @param resolution R, &gt;= 0
     */
    static int[] labels(JointGraph graph, int edges, double resolution) {
        return new Louvain(graph, edges, resolution).run();
    }

    private int[] run() {
        int[] labels = new int[level.vertices()];
        for (int vertex = 0; vertex < labels.length; vertex++) {
            labels[vertex] = vertex;
        }
        double gain = Double.POSITIVE_INFINITY;
        while (gain > TOLERANCE && level.vertices() > 1) {
            int[] moved = new int[level.vertices()];
            gain = optimise(moved);
            int groups = makeConsecutive(moved);
            for (int vertex = 0; vertex < labels.length; vertex++) {
                labels[vertex] = moved[labels[vertex]];
            }
            level = level.grouped(moved, groups);
        }
        return labels;
    }

    /** Moves the vertices of the present level; returns the gain as a share of the edges. */
    private double optimise(int[] labels) {
        for (int vertex = 0; vertex < labels.length; vertex++) {
            labels[vertex] = vertex;
        }
        long[] ofUsers = level.userDegrees().clone();
        long[] ofItems = level.itemDegrees().clone();
        double gain = 0;
        double ofPass = Double.POSITIVE_INFINITY;
        while (ofPass > TOLERANCE) {
            ofPass = 0;
            for (int vertex = 0; vertex < labels.length; vertex++) {
                ofPass += move(vertex, labels, ofUsers, ofItems);
            }
            ofPass /= edges;
            gain += ofPass;
        }
        return gain;
    }

    private double move(int vertex, int[] labels, long[] ofUsers, long[] ofItems) {
        int found = tally(vertex, labels);
        int present = labels[vertex];
        long users = level.userDegrees()[vertex];
        long items = level.itemDegrees()[vertex];
        double stay = votes[present]
                - price * ((double) users * (ofItems[present] - items) + (double) items * (ofUsers[present] - users));
        int best = present;
        double bestScore = stay;
        for (int i = 0; i < found; i++) {
            int label = candidates[i];
            double score = votes[label] - price * ((double) users * ofItems[label] + (double) items * ofUsers[label]);
            boolean better = score > bestScore || (score == bestScore && label < best && best != present);
            if (better && label != present) {
                best = label;
                bestScore = score;
            }
        }
        for (int i = 0; i < found; i++) {
            votes[candidates[i]] = 0;
        }
        if (best == present) {
            return 0;
        }
        ofUsers[present] -= users;
        ofItems[present] -= items;
        ofUsers[best] += users;
        ofItems[best] += items;
        labels[vertex] = best;
        return bestScore - stay;
    }

    private int tally(int vertex, int[] labels) {
        int[] neighbours = level.neighbours();
        int end = level.offsets()[vertex + 1];
        int found = 0;
        for (int i = level.offsets()[vertex]; i < end; i++) {
            int label = labels[neighbours[i]];
            if (votes[label] == 0) {
                candidates[found++] = label;
            }
            votes[label] += level.weight(i);
        }
        return found;
    }

    private static int makeConsecutive(int[] labels) {
        int[] number = new int[labels.length];
        for (int label : labels) {
            number[label] = 1;
        }
        int next = 0;
        for (int label = 0; label < number.length; label++) {
            number[label] = number[label] == 0 ? -1 : next++;
        }
        for (int vertex = 0; vertex < labels.length; vertex++) {
            labels[vertex] = number[labels[vertex]];
        }
        return next;
    }
}
