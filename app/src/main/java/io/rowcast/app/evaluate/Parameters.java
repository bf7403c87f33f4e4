// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Trainable rows with the two moments of their optimiser.
 *
 * @param values the parameters
 * @param mean first moments of their gradients, as many
 * @param square second moments
 */
record Parameters(Matrix values, Matrix mean, Matrix square) {

    /** The gradient of a row, written into the second argument, which holds anything before. */
    @FunctionalInterface
    interface RowGradient {
        void of(int row, float[] into);
    }

    /**
     * Rows of normally distributed values.
     *
     * @param deviation standard deviation, 0 or more
     */
    static Parameters normal(int rows, int width, double deviation, RandomGenerator random) {
        Matrix values = Matrix.zeros(rows, width);
        for (float[] row : values.values()) {
            for (int k = 0; k < width; k++) {
                row[k] = (float) (deviation * random.nextGaussian());
            }
        }
        return new Parameters(values, Matrix.zeros(rows, width), Matrix.zeros(rows, width));
    }

    /** Takes one step with every row. */
    void step(Workers workers, Optimizer optimizer, RowGradient gradient) {
        workers.overRows(values.rows(), (from, to) -> {
            float[] buffer = new float[values.width()];
            for (int row = from; row < to; row++) {
                gradient.of(row, buffer);
                optimizer.update(this, row, buffer);
            }
        });
    }

    /** Forgets the moments, after the values were changed by other means. */
    void forgetMoments() {
        for (int row = 0; row < values.rows(); row++) {
            Arrays.fill(mean.row(row), 0);
            Arrays.fill(square.row(row), 0);
        }
    }
}
