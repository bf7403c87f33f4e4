// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EdgeWeightingTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 1, 2.5, Interaction.MAX_WEIGHT})
    void shouldBeOneUnitWhenTheGraphIsASet(double weight) {
        assertThat(EdgeWeighting.SET.units(weight))
                .isEqualTo(EdgeWeighting.SET.unit())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1,100", "2.5,250", "0.014,1", "0.015,2", "0.0001,1", "1000000,100000000"})
    void shouldBeRoundedToHundredthsAndNeverZeroWhenSummed(double weight, long units) {
        assertThat(EdgeWeighting.SUM.units(weight)).isEqualTo(units);
    }
}
