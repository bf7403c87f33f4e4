// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import io.rowcast.topology.batch.BipartiteGraph;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * DoubleGraphHash (arXiv 2412.17245): every vertex of both sides has the row of its co-cluster by
 * {@link GraphHash} and, in the same table, a second one by a {@link UniversalHash}. A vertex whose two rows agree has one.
 */
public final class DoubleGraphHash implements Solver {
    private final GraphHash graphHash;
    private final long seed;

    /**
     * DoubleGraphHash at a given resolution.
     *
     * @param budget rows of both tables together, &gt;= 2; counts only where the resolution is looked for
     * @param resolution R, &gt; 0; NaN to look for the one that makes most of the budget
     */
    public DoubleGraphHash(int budget, double resolution, long seed) {
        this.graphHash = new GraphHash(budget, resolution);
        this.seed = seed;
    }

    @Override
    public Solution solve(BipartiteGraph graph, Progress progress) {
        Solution one = graphHash.solve(graph, progress);
        SplittableRandom random = new SplittableRandom(seed);
        Rows users = withHashed(one.users(), random.split());
        Rows items = withHashed(one.items(), random.split());
        progress.ended("assign");
        return new Solution(users, items, one.clusters(), one.resolution(), one.rounds());
    }

    private static Rows withHashed(Rows rows, SplittableRandom random) {
        UniversalHash hash = new UniversalHash(random, Math.max(1, rows.table()));
        int[] secondary = new int[rows.primary().length];
        Arrays.fill(secondary, Rows.NO_ROW);
        for (int vertex = 0; vertex < secondary.length; vertex++) {
            int hashed = hash.hash(vertex);
            if (rows.primary()[vertex] != Rows.NO_ROW && hashed != rows.primary()[vertex]) {
                secondary[vertex] = hashed;
            }
        }
        return new Rows(rows.primary(), secondary, rows.table());
    }
}
