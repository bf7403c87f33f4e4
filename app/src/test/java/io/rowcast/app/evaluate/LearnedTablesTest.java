// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** CCE and CERP between epochs. */
final class LearnedTablesTest {
    private static final int WIDTH = 8;

    private final Workers workers = new Workers(2);
    private final Matrix start = Matrix.zeros(120, WIDTH);

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void shouldKeepTheBudgetWhenReclustered() {
        CceTable table = new CceTable(40, 80, 12, WIDTH, new SplittableRandom(1), workers);
        assertThat(table.parameters()).isEqualTo(2 * 12 * WIDTH);
        table.compose(start);
        Matrix before = start.copy();

        table.afterEpoch(9);
        table.compose(start);
        assertThat(start.values()).isDeepEqualTo(before.values());

        table.afterEpoch(10);
        table.compose(start);
        assertThat(table.parameters()).isEqualTo(2 * 12 * WIDTH);
        assertThat(distance(before, start)).isBetween(1e-3, 0.8 * distance(before, Matrix.zeros(120, WIDTH)));
    }

    @Test
    void shouldPruneToTheBudgetAndBeginAnew() {
        CerpTable table = new CerpTable(120, 10, WIDTH, new SplittableRandom(1), workers);
        Matrix first = table.trained().get(0).values().copy();
        assertThat(table.isReady()).isFalse();
        // Two codebooks of 20 rows, of which a few components begin below their thresholds.
        assertThat(table.parameters()).isBetween(2L * 10 * WIDTH + 1, 2L * 20 * WIDTH);

        table.afterEpoch(CerpTable.PRUNING_EPOCHS - 1);
        assertThat(table.isReady()).isFalse();
        table.afterEpoch(CerpTable.PRUNING_EPOCHS);

        assertThat(table.isReady()).isTrue();
        assertThat(table.parameters()).isEqualTo(2 * 10 * WIDTH);
        float[] row = table.trained().get(0).values().row(0);
        for (int k = 0; k < WIDTH; k++) {
            assertThat(row[k]).isIn(0f, first.row(0)[k]);
        }
        assertThat(table.penalty(start, VertexSet.all(120))).isZero();
    }

    private static double distance(Matrix one, Matrix two) {
        double sum = 0;
        for (int row = 0; row < one.rows(); row++) {
            for (int k = 0; k < WIDTH; k++) {
                sum += Math.pow(one.row(row)[k] - two.row(row)[k], 2);
            }
        }
        return Math.sqrt(sum);
    }
}
