// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Every edge once an epoch, in random order, each with one item drawn uniformly from those its user has no edge to. */
final class TripleSampler {
    /** A user with an edge to almost every item gets one of them after so many tries; it then learns nothing. */
    private static final int TRIES = 100;

    private final Adjacency graph;
    private final int batch;
    private final SplittableRandom random;
    private final int[] edgeUsers;
    private final int[] order;
    private int next;

    /**
     * @param batch triples of a batch, &gt;= 1; the last one of an epoch may have fewer
     */
    TripleSampler(Adjacency graph, int batch, SplittableRandom random) {
        this.graph = graph;
        this.batch = batch;
        this.random = random;
        this.edgeUsers = new int[graph.edges()];
        this.order = new int[graph.edges()];
        for (int user = 0; user < graph.users(); user++) {
            Arrays.fill(edgeUsers, graph.offsets()[user], graph.offsets()[user + 1], user);
        }
        Arrays.setAll(order, edge -> edge);
        this.next = order.length;
    }

    /** Batches of an epoch. */
    int batches() {
        return (order.length + batch - 1) / batch;
    }

    void beginEpoch() {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int edge = order[i];
            order[i] = order[j];
            order[j] = edge;
        }
        next = 0;
    }

    /** The next batch, or {@code null} at the end of the epoch. */
    Triples nextBatch() {
        int size = Math.min(batch, order.length - next);
        if (size <= 0) {
            return null;
        }
        Triples triples = new Triples(new int[size], new int[size], new int[size]);
        for (int t = 0; t < size; t++) {
            int edge = order[next++];
            triples.users()[t] = edgeUsers[edge];
            triples.positives()[t] = graph.neighbours()[edge];
            triples.negatives()[t] = negative(edgeUsers[edge]);
        }
        return triples;
    }

    private int negative(int user) {
        int item = graph.users() + random.nextInt(graph.items());
        for (int tries = 1; tries < TRIES && isNeighbour(user, item); tries++) {
            item = graph.users() + random.nextInt(graph.items());
        }
        return item;
    }

    private boolean isNeighbour(int user, int item) {
        return Arrays.binarySearch(graph.neighbours(), graph.offsets()[user], graph.offsets()[user + 1], item) >= 0;
    }
}
