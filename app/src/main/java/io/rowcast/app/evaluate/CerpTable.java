// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Compositional embeddings with regularised pruning (Liang et al., arXiv 2309.03518): an embedding is the sum of a row of
 * each of two codebooks for users and items together, one picked by remainder and one by quotient of the vertex number.
 * Their components are pruned by learned soft thresholds, while -|tanh(100 e)|^2 of the embeddings in a batch keeps the two
 * rows from being 0 in the same place (equation 6). Then what is left is trained anew from where it began.
 *
 * <p>The codebooks begin with twice the components wanted. The paper prunes until few enough are left; here that ends after
 * {@value #PRUNING_EPOCHS} epochs, when the components with the largest margins over their thresholds stay.
 */
final class CerpTable implements EmbeddingTable {
    static final int PRUNING_EPOCHS = 20;

    private static final float STEEPNESS = 100;
    private static final float PRUNING_WEIGHT = 1e-4f;

    /** Beyond this the derivative of tanh is nothing to a float. */
    private static final float FLAT = 9;

    private final long wanted;
    private final int[] quotients;
    private final int[] remainders;
    private final Codebook byQuotient;
    private final Codebook byRemainder;
    private final Workers workers;

    /**
     * @param rows rows of each side of a tied table with as many floats as shall be left, &gt;= 1
     * @param width d
     */
    CerpTable(int vertices, int rows, int width, SplittableRandom random, Workers workers) {
        int codebookRows = Math.multiplyExact(2, rows);
        int perRow = (vertices + codebookRows - 1) / codebookRows;
        this.wanted = 2L * rows * width;
        this.quotients = new int[vertices];
        this.remainders = new int[vertices];
        Arrays.setAll(quotients, vertex -> vertex / perRow);
        Arrays.setAll(remainders, vertex -> vertex % codebookRows);
        double deviation = TiedTable.INITIAL_DEVIATION / Math.sqrt(2);
        this.byQuotient = new Codebook(quotients, codebookRows, width, deviation, random.split(), workers);
        this.byRemainder = new Codebook(remainders, codebookRows, width, deviation, random.split(), workers);
        this.workers = workers;
    }

    /** Components that are not 0; where they are is not counted. */
    @Override
    public long parameters() {
        return byQuotient.nonzeros() + byRemainder.nonzeros();
    }

    @Override
    public List<Parameters> trained() {
        return isReady()
                ? List.of(byQuotient.weights(), byRemainder.weights())
                : List.of(
                        byQuotient.weights(), byQuotient.thresholds(), byRemainder.weights(), byRemainder.thresholds());
    }

    @Override
    public boolean isReady() {
        return !byQuotient.isPruning();
    }

    @Override
    public void compose(Matrix start) {
        Matrix one = byQuotient.rows();
        Matrix two = byRemainder.rows();
        workers.overRows(start.rows(), (from, to) -> {
            for (int vertex = from; vertex < to; vertex++) {
                float[] a = one.row(quotients[vertex]);
                float[] b = two.row(remainders[vertex]);
                float[] into = start.row(vertex);
                for (int k = 0; k < into.length; k++) {
                    into[k] = a[k] + b[k];
                }
            }
        });
    }

    @Override
    public double penalty(Matrix start, VertexSet touched) {
        if (isReady()) {
            return 0;
        }
        double sum = 0;
        for (int i = 0; i < touched.count(); i++) {
            for (float value : start.row(touched.member(i))) {
                double tanh = StrictMath.tanh(STEEPNESS * value);
                sum -= tanh * tanh;
            }
        }
        return PRUNING_WEIGHT * sum / touched.count();
    }

    @Override
    public void learn(Matrix start, Matrix gradient, VertexSet touched, Optimizer optimizer) {
        if (!isReady()) {
            workers.overRows(touched.count(), (from, to) -> {
                for (int i = from; i < to; i++) {
                    int vertex = touched.member(i);
                    addPenalty(start.row(vertex), touched.count(), gradient.row(vertex));
                }
            });
        }
        byQuotient.learn(gradient, optimizer);
        byRemainder.learn(gradient, optimizer);
    }

    private static void addPenalty(float[] row, int rows, float[] gradient) {
        for (int k = 0; k < row.length; k++) {
            float x = STEEPNESS * row[k];
            if (Math.abs(x) < FLAT) {
                double tanh = StrictMath.tanh(x);
                gradient[k] -= (float) (2 * PRUNING_WEIGHT * STEEPNESS * tanh * (1 - tanh * tanh) / rows);
            }
        }
    }

    @Override
    public void afterEpoch(int epoch) {
        if (isReady()) {
            return;
        }
        if (epoch >= PRUNING_EPOCHS || parameters() <= wanted) {
            float least = leastMargin();
            byQuotient.keep(least);
            byRemainder.keep(least);
        }
    }

    /** The margin that as many components as wanted reach; at least one that is above the threshold. */
    private float leastMargin() {
        int rows = byQuotient.weights().values().rows();
        int width = byQuotient.weights().values().width();
        float[] margins = new float[Math.multiplyExact(Math.multiplyExact(2, rows), width)];
        int next = 0;
        for (Codebook codebook : List.of(byQuotient, byRemainder)) {
            for (int row = 0; row < rows; row++) {
                for (int k = 0; k < width; k++) {
                    margins[next++] = codebook.margin(row, k);
                }
            }
        }
        Arrays.sort(margins);
        return Math.max(margins[(int) (margins.length - wanted)], Float.MIN_VALUE);
    }
}
