// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import io.rowcast.topology.batch.BipartiteGraph;

/**
 * Half of the rows, rounded down, go one to one to the vertices with most edges; all others share the other half by one
 * hash function ("frequency" of GraphHash, arXiv 2412.17245, after arXiv 2007.14523). Their code hashes by the number modulo
 * the rows; this is a {@link UniversalHash}. Of vertices with equally many edges the lower numbers come first.
 */
public final class FrequencyHash implements Solver {
    private final HashedRows rows;

    /** @param rows rows of each side, &gt;= 1 */
    public FrequencyHash(int rows, long seed) {
        this.rows = new HashedRows(rows, rows / 2, 1, seed);
    }

    @Override
    public Solution solve(BipartiteGraph graph, Progress progress) {
        return rows.solve(graph, progress);
    }
}
