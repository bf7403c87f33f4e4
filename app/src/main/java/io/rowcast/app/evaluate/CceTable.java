// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Clustered compositional embeddings (Tsang and Ahle, arXiv 2210.05974): an embedding is cut into columns, each the sum of
 * a row of clusters and a row picked by hash. Between epochs the vectors of a column are clustered by k-means, the centroids
 * become the rows of clusters and the hashed rows are dealt out anew, so that what was shared by chance becomes shared by
 * likeness. The tables of clusters and of hashed rows have half of the rows each.
 */
final class CceTable implements EmbeddingTable {
    static final int COLUMNS = 4;

    /** The paper clusters a few times in the first half of the training. */
    private static final int EVERY_EPOCHS = 10;

    private static final int LAST_EPOCH = 60;

    private final List<CceColumn> columns = new ArrayList<>();
    private final Workers workers;

    /**
     * @param rows rows of each side, both tables together, an even number
     * @param width d, a multiple of {@value #COLUMNS}
     * @throws IllegalArgumentException if either is not
     */
    CceTable(int users, int items, int rows, int width, SplittableRandom random, Workers workers) {
        check(rows, width);
        this.workers = workers;
        for (int column = 0; column < COLUMNS; column++) {
            int components = width / COLUMNS;
            columns.add(
                    new CceColumn(column * components, components, users, items, rows / 2, random.split(), workers));
        }
    }

    /**
     * Refuses what cannot be cut into columns and halves.
     *
     * @throws IllegalArgumentException saying why
     */
    static void check(int rows, int width) {
        if (rows < 2 || rows % 2 != 0) {
            throw new IllegalArgumentException("cce needs an even number of rows, not " + rows);
        }
        if (width % COLUMNS != 0) {
            throw new IllegalArgumentException("cce needs dimensions that " + COLUMNS + " divides, not " + width);
        }
    }

    @Override
    public long parameters() {
        return trained().stream()
                .mapToLong(parameters ->
                        (long) parameters.values().rows() * parameters.values().width())
                .sum();
    }

    @Override
    public List<Parameters> trained() {
        List<Parameters> all = new ArrayList<>();
        for (CceColumn column : columns) {
            all.add(column.clusters());
            all.add(column.hashed());
        }
        return all;
    }

    @Override
    public void compose(Matrix start) {
        workers.overRows(start.rows(), (from, to) -> {
            for (int vertex = from; vertex < to; vertex++) {
                for (CceColumn column : columns) {
                    column.compose(vertex, start.row(vertex));
                }
            }
        });
    }

    @Override
    public void learn(Matrix start, Matrix gradient, VertexSet touched, Optimizer optimizer) {
        for (CceColumn column : columns) {
            column.learn(gradient, optimizer);
        }
    }

    @Override
    public void afterEpoch(int epoch) {
        if (epoch % EVERY_EPOCHS == 0 && epoch <= LAST_EPOCH) {
            columns.forEach(CceColumn::recluster);
        }
    }
}
