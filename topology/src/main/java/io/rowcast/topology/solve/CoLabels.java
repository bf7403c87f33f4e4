// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The label of every vertex of a {@link JointGraph}, and by how many vertices of each side a label is carried. Vertices
 * without edges have none.
 */
final class CoLabels {
    private final int[] labels;
    private final int users;

    /** Vertices that carry a label, by label. */
    private final int[] userCount;

    private final int[] itemCount;
    private int rows;

    /**
     * Given labels.
     *
     * @param labels label of each vertex, in [0, vertices); the array is kept
     * @param users vertices that are users
     */
    CoLabels(JointGraph graph, int[] labels, int users) {
        this.labels = labels;
        this.users = users;
        this.userCount = new int[labels.length];
        this.itemCount = new int[labels.length];
        for (int vertex = 0; vertex < labels.length; vertex++) {
            if (graph.degree(vertex) == 0) {
                labels[vertex] = Rows.NO_ROW;
            } else {
                rows += count(vertex)[labels[vertex]]++ == 0 ? 1 : 0;
            }
        }
    }

    /** Every vertex with an edge alone in its label, which is its number. */
    static CoLabels singletons(JointGraph graph, int users) {
        int[] labels = new int[graph.vertices()];
        Arrays.setAll(labels, vertex -> vertex);
        return new CoLabels(graph, labels, users);
    }

    /** Vertices of both sides, and so labels there can be. */
    int vertices() {
        return labels.length;
    }

    int users() {
        return users;
    }

    /** The label of each vertex; changed by {@link #move} only. */
    int[] labels() {
        return labels;
    }

    /** Labels of the users plus labels of the items: what a budget counts. */
    int rows() {
        return rows;
    }

    boolean hasUser(int label) {
        return userCount[label] > 0;
    }

    /** Moves a vertex that has a label to another. */
    void move(int vertex, int label) {
        int[] count = count(vertex);
        rows -= --count[labels[vertex]] == 0 ? 1 : 0;
        rows += count[label]++ == 0 ? 1 : 0;
        labels[vertex] = label;
    }

    /** All vertices in an order drawn anew, put into an array of {@link #vertices()}. */
    static void shuffle(int[] order, SplittableRandom random) {
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    /**
     * The labels as rows without gaps on either side: first those that both sides carry, which get the same row on both,
     * then those of one side alone.
     *
     * @param second a second label of each user that some user carries, or {@link Rows#NO_ROW}; {@code null} for none
     */
    Solution solution(int[] second, double resolution, int rounds) {
        int[] userRow = new int[labels.length];
        int[] itemRow = new int[labels.length];
        int shared = 0;
        for (int label = 0; label < labels.length; label++) {
            if (userCount[label] > 0 && itemCount[label] > 0) {
                userRow[label] = shared;
                itemRow[label] = shared++;
            }
        }
        int userTable = shared;
        int itemTable = shared;
        for (int label = 0; label < labels.length; label++) {
            if (userCount[label] > 0 && itemCount[label] == 0) {
                userRow[label] = userTable++;
            } else if (itemCount[label] > 0 && userCount[label] == 0) {
                itemRow[label] = itemTable++;
            }
        }
        int[] ofUsers = Arrays.copyOf(labels, users);
        int[] ofItems = Arrays.copyOfRange(labels, users, labels.length);
        return new Solution(
                new Rows(map(ofUsers, userRow), second == null ? null : map(second, userRow), userTable),
                Rows.of(map(ofItems, itemRow), itemTable),
                new CoClusters(ofUsers, ofItems),
                resolution,
                rounds);
    }

    private int[] count(int vertex) {
        return vertex < users ? userCount : itemCount;
    }

    private static int[] map(int[] labels, int[] rows) {
        int[] mapped = new int[labels.length];
        for (int vertex = 0; vertex < labels.length; vertex++) {
            mapped[vertex] = labels[vertex] == Rows.NO_ROW ? Rows.NO_ROW : rows[labels[vertex]];
        }
        return mapped;
    }
}
