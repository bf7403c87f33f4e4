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
        this.members = RowMembers.of(assignment);
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
        float[] from = rows.values().values();
        float[] to = start.values();
        int width = start.width();
        workers.overRows(primary.length, (first, end) -> {
            for (int vertex = first; vertex < end; vertex++) {
                int at = start.at(vertex);
                int one = rows.values().at(primary[vertex]);
                if (secondary[vertex] < 0) {
                    System.arraycopy(from, one, to, at, width);
                } else {
                    int two = rows.values().at(secondary[vertex]);
                    for (int k = 0; k < width; k++) {
                        to[at + k] = 0.5f * (from[one + k] + from[two + k]);
                    }
                }
            }
        });
    }

    @Override
    public void learn(Matrix gradient, Optimizer optimizer) {
        rows.step(workers, optimizer, (row, into) -> members.gradient(row, gradient, into));
    }
}
