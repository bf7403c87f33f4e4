// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import io.rowcast.topology.batch.BipartiteGraph;

/**
 * Every vertex gets a row at random: the hashing trick (Weinberger et al., arXiv 0902.2206), the baseline "random" of
 * GraphHash (arXiv 2412.17245). Their code takes the vertex's number modulo the rows, which is as good as
 * random only where numbers are; this is a {@link UniversalHash} of the number.
 */
public final class RandomHash implements Solver {
    private final HashedRows rows;

    /** @param rows rows of each side, &gt;= 1 */
    public RandomHash(int rows, long seed) {
        this.rows = new HashedRows(rows, 0, 1, seed);
    }

    @Override
    public Solution solve(BipartiteGraph graph, Progress progress) {
        return rows.solve(graph, progress);
    }
}
