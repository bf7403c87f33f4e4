// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

final class RowGenerationsTest {
    private final RowGenerations rows = new RowGenerations(3);

    private String row(int row) {
        long packed = rows.packed()[row];
        return RowGenerations.generation(packed) + " of " + RowGenerations.tasks(packed);
    }

    @Test
    void shouldBeginWithGenerationZero() {
        rows.take(1);

        assertThat(row(0)).isEqualTo("0 of 0");
        assertThat(row(1)).isEqualTo("0 of 1");
        assertThat(rows.packed()).containsExactly(0, 1, 0);
    }

    @Test
    void shouldRiseWhenTheLastTaskLeaves() {
        rows.take(1);
        rows.take(1);
        rows.leave(1);
        assertThat(row(1)).isEqualTo("0 of 1");

        rows.leave(1);

        assertThat(row(1)).isEqualTo("1 of 0");
        assertThat(row(0)).isEqualTo("0 of 0");
    }

    @Test
    void shouldKeepTheGenerationWhenTasksTakeTurnsWithoutAGap() {
        rows.take(2);
        for (int i = 0; i < 100; i++) {
            rows.take(2);
            rows.leave(2);
        }

        assertThat(row(2)).isEqualTo("0 of 1");
    }

    @Test
    void shouldCountEveryGap() {
        for (int i = 0; i < 100; i++) {
            rows.take(0);
            rows.leave(0);
        }
        rows.take(0);

        assertThat(row(0)).isEqualTo("100 of 1");
    }

    @Test
    void shouldThrowWhenNobodyCanLeave() {
        rows.take(0);
        rows.leave(0);

        assertThatIllegalStateException().isThrownBy(() -> rows.leave(0)).withMessageContaining("none uses");
        assertThat(row(0)).isEqualTo("1 of 0");
    }

    @Test
    void shouldThrowWhenThereAreMoreTasksThanCanBeCounted() {
        for (int i = 0; i < (1 << 20) - 1; i++) {
            rows.take(0);
        }

        assertThatIllegalStateException().isThrownBy(() -> rows.take(0)).withMessageContaining("1048575 tasks");
        assertThat(row(0)).isEqualTo("0 of 1048575");
    }

    @Test
    void shouldTellWhatIsNoRow() {
        assertThat(RowGenerations.valid(0)).isTrue();
        assertThat(RowGenerations.valid((1L << 51) - 1)).isTrue();
        assertThat(RowGenerations.valid(1L << 51)).isFalse();
        assertThat(RowGenerations.valid(-1)).isFalse();
    }
}
