// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import io.rowcast.topology.batch.BipartiteGraph;

/**
 * Half of the rows, rounded down, go one to one to the vertices with most edges; all others get two rows each of the other
 * half, by two hash functions (Zhang et al., Model size reduction using frequency based double hashing, arXiv 2007.14523;
 * "double frequency" of GraphHash, arXiv 2412.17245).
 */
public final class DoubleFrequencyHash implements Solver {
    private final HashedRows rows;

    /** @param rows rows of each side, &gt;= 1 */
    public DoubleFrequencyHash(int rows, long seed) {
        this.rows = new HashedRows(rows, rows / 2, 2, seed);
    }

    @Override
    public Solution solve(BipartiteGraph graph, Progress progress) {
        return rows.solve(graph, progress);
    }
}
