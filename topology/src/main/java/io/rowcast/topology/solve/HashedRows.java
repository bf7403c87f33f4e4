// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.graph.Side;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.Arrays;
import java.util.SplittableRandom;

/** What the hashing methods have in common: own rows for the most frequent vertices, hashed ones for all others. */
final class HashedRows {
    private final int table;
    private final int own;
    private final int hashes;
    private final long seed;

    /**
     * @param table rows of each side, &gt;= 1
     * @param own how many of them are for one vertex alone, in [0, table)
     * @param hashes rows of every other vertex, 1 or 2
     */
    HashedRows(int table, int own, int hashes, long seed) {
        this.table = table;
        this.own = own;
        this.hashes = hashes;
        this.seed = seed;
    }

    Solution solve(BipartiteGraph graph, Progress progress) {
        SplittableRandom random = new SplittableRandom(seed);
        Rows users = rows(graph, Side.USER, random.split());
        Rows items = rows(graph, Side.ITEM, random.split());
        progress.ended("assign");
        return Solution.withoutClusters(users, items);
    }

    private Rows rows(BipartiteGraph graph, Side side, SplittableRandom random) {
        UniversalHash first = new UniversalHash(random, table - own);
        UniversalHash second = new UniversalHash(random, table - own);
        int[] primary = new int[graph.vertices(side)];
        int[] secondary = new int[primary.length];
        Arrays.fill(secondary, Rows.NO_ROW);
        for (int vertex = 0; vertex < primary.length; vertex++) {
            primary[vertex] = graph.degree(side, vertex) == 0 ? Rows.NO_ROW : own + first.hash(vertex);
            int other = own + second.hash(vertex);
            secondary[vertex] = primary[vertex] == Rows.NO_ROW || other == primary[vertex] ? Rows.NO_ROW : other;
        }
        int[] frequent = mostFrequent(graph, side);
        for (int row = 0; row < frequent.length; row++) {
            primary[frequent[row]] = row;
            secondary[frequent[row]] = Rows.NO_ROW;
        }
        return new Rows(primary, hashes == 2 ? secondary : null, table);
    }

    private int[] mostFrequent(BipartiteGraph graph, Side side) {
        int[] order = new int[graph.vertices(side)];
        int connected = 0;
        for (int vertex = 0; vertex < order.length; vertex++) {
            if (graph.degree(side, vertex) > 0) {
                order[connected++] = vertex;
            }
        }
        if (own == 0) {
            return new int[0];
        }
        // A merge sort keeps equal ones in the order of their numbers.
        IntArrays.mergeSort(
                order, 0, connected, (a, b) -> Integer.compare(graph.degree(side, b), graph.degree(side, a)));
        return Arrays.copyOf(order, Math.min(own, connected));
    }
}
