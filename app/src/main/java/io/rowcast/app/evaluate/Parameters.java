package io.rowcast.app.evaluate;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Trainable rows with the two moments of their optimiser.
 *
 * @param values the parameters
 * @param mean first moments, laid out like the values
 * @param square second moments
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Parameters(Matrix values, float[] mean, float[] square) {

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
        for (int i = 0; i < values.values().length; i++) {
            values.values()[i] = (float) (deviation * random.nextGaussian());
        }
        return new Parameters(values, new float[values.values().length], new float[values.values().length]);
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
        Arrays.fill(mean, 0);
        Arrays.fill(square, 0);
    }
}
