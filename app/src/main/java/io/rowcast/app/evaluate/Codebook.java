// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * One of CERP's two codebooks: while it is pruned, a component w counts as sign(w) * max(0, |w| - sigmoid(s)) with a learned
 * threshold s of its own (equation 4); afterwards the components that are left count as they are.
 */
final class Codebook {
    /** Sigmoid of it is a fifth of the weights' deviation: one component in six begins as 0. */
    private static final float FIRST_THRESHOLD = -4;

    private final Parameters weights;
    private final Parameters thresholds;
    private final Matrix first;
    private final Matrix pruned;
    private final RowMembers members;
    private final Workers workers;
    private byte[][] kept;

    /**
     * @param rowOf the row of each vertex, in [0, rows)
     */
    Codebook(int[] rowOf, int rows, int width, double deviation, RandomGenerator random, Workers workers) {
        this.weights = Parameters.normal(rows, width, deviation, random);
        this.thresholds = Parameters.normal(rows, width, 0, random);
        for (float[] row : thresholds.values().values()) {
            Arrays.fill(row, FIRST_THRESHOLD);
        }
        this.first = weights.values().copy();
        this.pruned = Matrix.zeros(rows, width);
        this.members = RowMembers.of(rowOf, rows);
        this.workers = workers;
    }

    Parameters weights() {
        return weights;
    }

    Parameters thresholds() {
        return thresholds;
    }

    boolean isPruning() {
        return kept == null;
    }

    /** The rows as they count now, valid until the next step. */
    Matrix rows() {
        if (!isPruning()) {
            return weights.values();
        }
        workers.overRows(pruned.rows(), (from, to) -> {
            for (int row = from; row < to; row++) {
                for (int k = 0; k < pruned.width(); k++) {
                    pruned.row(row)[k] = Math.copySign(
                            Math.max(0, margin(row, k)), weights.values().row(row)[k]);
                }
            }
        });
        return pruned;
    }

    /** By how much a weight exceeds its threshold. */
    float margin(int row, int k) {
        return Math.abs(weights.values().row(row)[k])
                - sigmoid(thresholds.values().row(row)[k]);
    }

    private static float sigmoid(float s) {
        return (float) (1 / (1 + StrictMath.exp(-s)));
    }

    void learn(Matrix gradient, Optimizer optimizer) {
        if (isPruning()) {
            // Thresholds first: their gradient depends on weights that the step must not have changed yet.
            thresholds.step(workers, optimizer, (row, into) -> {
                members.gradient(row, gradient, 0, into);
                for (int k = 0; k < into.length; k++) {
                    float slope = sigmoid(thresholds.values().row(row)[k]);
                    float sign = Math.signum(weights.values().row(row)[k]);
                    into[k] *= margin(row, k) > 0 ? -sign * slope * (1 - slope) : 0;
                }
            });
            // What counts was computed before both steps, and tells which weights had a part in it.
            weights.step(workers, optimizer, (row, into) -> {
                members.gradient(row, gradient, 0, into);
                for (int k = 0; k < into.length; k++) {
                    into[k] = pruned.row(row)[k] == 0 ? 0 : into[k];
                }
            });
        } else {
            weights.step(workers, optimizer, (row, into) -> {
                members.gradient(row, gradient, 0, into);
                for (int k = 0; k < into.length; k++) {
                    into[k] *= kept[row][k];
                }
            });
        }
    }

    /** Ends the pruning: weights with at least this margin begin anew where they began, all others stay 0. */
    void keep(float leastMargin) {
        byte[][] keeping = new byte[weights.values().rows()][weights.values().width()];
        for (int row = 0; row < keeping.length; row++) {
            for (int k = 0; k < keeping[row].length; k++) {
                keeping[row][k] = (byte) (margin(row, k) >= leastMargin ? 1 : 0);
            }
        }
        kept = keeping;
        for (int row = 0; row < keeping.length; row++) {
            for (int k = 0; k < keeping[row].length; k++) {
                weights.values().row(row)[k] = keeping[row][k] == 0 ? 0 : first.row(row)[k];
            }
        }
        weights.forgetMoments();
    }

    /** Components that are not 0. */
    long nonzeros() {
        long count = 0;
        for (float[] row : rows().values()) {
            for (float value : row) {
                count += value == 0 ? 0 : 1;
            }
        }
        return count;
    }
}
