// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import io.rowcast.topology.batch.BipartiteGraph;

/**
 * Two rows for every vertex of both sides, by two hash functions into the same table (Zhang et al., Model size reduction
 * using frequency based double hashing, arXiv 2007.14523; "double" of GraphHash, arXiv 2412.17245). Two vertices share both
 * rows only rarely. Where the two functions agree the vertex has one row.
 */
public final class DoubleHash implements Solver {
    private final HashedRows rows;

    /** @param rows rows of each side, &gt;= 1 */
    public DoubleHash(int rows, long seed) {
        this.rows = new HashedRows(rows, 0, 2, seed);
    }

    @Override
    public Solution solve(BipartiteGraph graph, Progress progress) {
        return rows.solve(graph, progress);
    }
}
