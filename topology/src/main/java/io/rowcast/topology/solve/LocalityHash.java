// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.graph.Side;
import java.util.SplittableRandom;

/**
 * Locality-sensitive hashing of a vertex's neighbours: a bit of the row says on which side of a random hyperplane its line
 * of the adjacency matrix lies (Charikar 2002; "lsh-structure" of GraphHash, arXiv 2412.17245). Vertices with
 * alike neighbours are likely to share a row.
 *
 * <p>Their code takes as many bits as the number of rows has and so up to twice the rows; here the bucket is taken modulo
 * the rows, which keeps to the budget and joins each of the excess buckets to one other.
 */
public final class LocalityHash implements Solver {
    private final int rows;
    private final long seed;

    /** @param rows rows of each side, &gt;= 1 */
    public LocalityHash(int rows, long seed) {
        this.rows = rows;
        this.seed = seed;
    }

    @Override
    public Solution solve(BipartiteGraph graph, Progress progress) {
        SplittableRandom random = new SplittableRandom(seed);
        Solution solution = Solution.withoutClusters(
                rows(graph, Side.USER, random.split()), rows(graph, Side.ITEM, random.split()));
        progress.ended("assign");
        return solution;
    }

    private Rows rows(BipartiteGraph graph, Side side, SplittableRandom random) {
        int[] buckets = new int[graph.vertices(side)];
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(rows - 1);
        double[] normal = new double[graph.vertices(side.other())];
        for (int bit = 0; bit < bits; bit++) {
            for (int i = 0; i < normal.length; i++) {
                normal[i] = gaussian(random);
            }
            for (int vertex = 0; vertex < buckets.length; vertex++) {
                double product = 0;
                for (int i = 0; i < graph.degree(side, vertex); i++) {
                    product += normal[graph.neighbour(side, vertex, i)];
                }
                buckets[vertex] = 2 * buckets[vertex] + (product > 0 ? 1 : 0);
            }
        }
        for (int vertex = 0; vertex < buckets.length; vertex++) {
            buckets[vertex] = graph.degree(side, vertex) == 0 ? Rows.NO_ROW : buckets[vertex] % rows;
        }
        return Rows.of(buckets, rows);
    }

    /** By Box and Muller; strict, as the same seed must give the same rows on every machine. */
    private static double gaussian(SplittableRandom random) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }
}
