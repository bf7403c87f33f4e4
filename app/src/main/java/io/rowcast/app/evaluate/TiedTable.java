// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Rows shared by vertices, as a mapping says: the embedding of a vertex is that of its row, or the mean of its two. With a
 * row for each vertex this is the full table.
 */
final class TiedTable implements EmbeddingTable {
    /** As in LightGCN's own implementation. */
    static final double INITIAL_DEVIATION = 0.1;

    private final int[] primary;
    private final int[] secondary;
    private final RowMembers members;
    private final Parameters rows;
    private final Workers workers;

    /**
     * @param assignment the rows of each vertex
     * @param width d, the floats of a row
     */
    TiedTable(RowAssignment assignment, int width, RandomGenerator random, Workers workers) {
        this.primary = assignment.primary();
        this.secondary = assignment.secondary();
        this.members = RowMembers.of(primary, secondary, assignment.rows());
        this.rows = Parameters.normal(assignment.rows(), width, INITIAL_DEVIATION, random);
        this.workers = workers;
    }

    @Override
    public long parameters() {
        return (long) rows.values().rows() * rows.values().width();
    }

    @Override
    public List<Parameters> trained() {
        return List.of(rows);
    }

    @Override
    public void compose(Matrix start) {
        compose(primary, secondary, rows.values(), start, workers);
    }

    /** Writes the layer-0 embeddings of vertices that have these rows. */
    static void compose(int[] primary, int[] secondary, Matrix rows, Matrix start, Workers workers) {
        workers.overRows(primary.length, (from, to) -> {
            for (int vertex = from; vertex < to; vertex++) {
                float[] one = rows.row(primary[vertex]);
                if (secondary[vertex] < 0) {
                    System.arraycopy(one, 0, start.row(vertex), 0, one.length);
                } else {
                    RowMath.mean(one, rows.row(secondary[vertex]), start.row(vertex));
                }
            }
        });
    }

    @Override
    public void learn(Matrix start, Matrix gradient, VertexSet touched, Optimizer optimizer) {
        rows.step(workers, optimizer, (row, into) -> members.gradient(row, gradient, 0, into));
    }
}
