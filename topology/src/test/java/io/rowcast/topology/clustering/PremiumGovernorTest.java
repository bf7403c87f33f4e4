// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PremiumGovernorTest {
    private static final int ROWS = 1000;
    private static final long MANY = 1_000_000;

    @ParameterizedTest
    @CsvSource({"971,0.2", "980,0.2", "995,0.2"})
    void shouldLeaveThePremiumAloneWhenFewRowsStandEmpty(int rowsInUse, double expected) {
        assertThat(PremiumGovernor.next(0.2, ROWS, rowsInUse, MANY)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0,0.327", "500,0.277", "969,0.2301"})
    void shouldRaiseItTheMoreTheMoreRowsStandEmpty(int rowsInUse, double expected) {
        assertThat(PremiumGovernor.next(0.2, ROWS, rowsInUse, MANY)).isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {996, 1000})
    void shouldLowerItWhenAlmostNoRowStandsEmpty(int rowsInUse) {
        assertThat(PremiumGovernor.next(0.2, ROWS, rowsInUse, MANY)).isEqualTo(0.2 * PremiumGovernor.LOWER);
    }

    @Test
    void shouldNeverExceedTheCeilingWhenRowsStayEmpty() {
        double premium = 0;
        for (int step = 0; step < 1000; step++) {
            premium = PremiumGovernor.next(premium, ROWS, 0, MANY);
        }
        assertThat(premium).isEqualTo(PremiumGovernor.CEILING);
    }

    @Test
    void shouldEndAtNothingWhenEveryRowIsInUse() {
        double premium = PremiumGovernor.CEILING;
        for (int step = 0; step < 100; step++) {
            premium = PremiumGovernor.next(premium, ROWS, ROWS, MANY);
        }
        assertThat(premium).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "10,8,0.15",
        "10,7,0.2",
        "10,6,0.252",
        "1,1,0.15",
        "0,0,0.15",
        "1200,960,0.15",
        "1200,940,0.2",
        "1200,864,0.237",
        "1250,969,0.2301",
        "1700,969,0.2301"
    })
    void shouldAskForARowPerFiveVerticesInFourAtMost(long vertices, int rowsInUse, double expected) {
        assertThat(PremiumGovernor.next(0.2, ROWS, rowsInUse, vertices)).isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0.6,5", "0.8,10", "0.67,20", "0.9,40", "0.96,2", "0.3,8"})
    void shouldComeToRestWhenRowsAnswerToThePremium(double inUseWithout, double answer) {
        // The more a row pays, the fewer stand empty.
        DoubleUnaryOperator share = premium -> 1 - (1 - inUseWithout) * Math.exp(-answer * premium);
        double premium = 0;
        int lastChange = 0;
        for (int step = 1; step <= 2000; step++) {
            double next = PremiumGovernor.next(premium, ROWS, (int) (ROWS * share.applyAsDouble(premium)), MANY);
            if (next != premium) {
                lastChange = step;
            }
            premium = next;
        }
        assertThat(lastChange).isLessThan(100);
        assertThat(premium == PremiumGovernor.CEILING || share.applyAsDouble(premium) >= 0.97 - 1.0 / ROWS)
                .isTrue();
    }

    @Test
    void shouldComeBackToRestWhenTheGraphChanges() {
        double premium = 0;
        for (double inUseWithout : new double[] {0.6, 0.9, 0.7, 0.999}) {
            int changes = 0;
            for (int step = 1; step <= 500; step++) {
                double inUse = 1 - (1 - inUseWithout) * Math.exp(-20 * premium);
                double next = PremiumGovernor.next(premium, ROWS, (int) (ROWS * inUse), MANY);
                changes += next != premium ? 1 : 0;
                premium = next;
            }
            assertThat(changes).isLessThan(100);
        }
        assertThat(premium).isZero();
    }

    @Test
    void shouldStayPutWhenLoweringItEmptiedTooManyRowsBefore() {
        // No premium leaves between 0.5% and 3% of these rows empty.
        PremiumGovernor governor = new PremiumGovernor();
        double premium = 0;
        int changes = 0;
        for (int step = 0; step < 1000; step++) {
            double next = governor.govern(premium, ROWS, premium > 0.3 ? 1000 : 900, MANY);
            changes += next != premium ? 1 : 0;
            premium = next;
        }
        assertThat(changes).isLessThan(100);
        assertThat(premium).isGreaterThan(0.3);
        assertThat(governor.govern(premium, ROWS, 1000, 2 * MANY)).isLessThan(premium);
    }
}
