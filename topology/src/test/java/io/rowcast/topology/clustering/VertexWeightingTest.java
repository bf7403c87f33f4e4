// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class VertexWeightingTest {

    @ParameterizedTest
    @CsvSource({
        "DEGREE,1,1",
        "DEGREE,1000000007,1000000007",
        "SQRT,1,1024",
        "SQRT,2,1448",
        "SQRT,100,10240",
        "LOG1P,1,710",
        "LOG1P,100,4726",
        "UNIFORM,1,1",
        "UNIFORM,1000,1"
    })
    void shouldWeighADegreeWhenAsked(VertexWeighting weighting, long degree, long weight) {
        assertThat(weighting.weight(degree)).isEqualTo(weight);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeZeroOnlyWhenTheDegreeIs(VertexWeighting weighting) {
        assertThat(weighting.weight(0)).isZero();
        long before = 0;
        for (long degree = 1; degree < 1L << 40; degree *= 3) {
            assertThat(weighting.weight(degree)).isPositive().isGreaterThanOrEqualTo(before);
            before = weighting.weight(degree);
        }
    }
}
