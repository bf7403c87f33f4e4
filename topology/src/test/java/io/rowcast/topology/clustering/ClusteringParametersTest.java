// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowcast.topology.graph.EdgeWeighting;
import io.rowcast.topology.graph.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClusteringParametersTest {
    private static final ClusteringParameters PARAMETERS =
            new ClusteringParameters(500, 0.02, 0.5, VertexWeighting.SQRT, VertexWeighting.UNIFORM, EdgeWeighting.SUM);

    @Test
    void shouldDeriveResolutionAndHysteresis() {
        assertThat(PARAMETERS.resolution(5_000, 1_000)).isEqualTo(10);
        assertThat(PARAMETERS.hysteresisUnits()).isEqualTo(50);
        assertThat(ClusteringParameters.ofRows(6_000).resolution(12_000, 12_000))
                .isEqualTo(60);
        assertThat(ClusteringParameters.ofRows(6_000).hysteresisUnits()).isEqualTo(0.5);
        assertThat(PARAMETERS.weighting(Side.USER)).isEqualTo(VertexWeighting.SQRT);
        assertThat(PARAMETERS.weighting(Side.ITEM)).isEqualTo(VertexWeighting.UNIFORM);
    }

    @ParameterizedTest
    @CsvSource({"5000, 600, 6.0", "600, 5000, 6.0", "3, 5, 0.03", "0, 0, 0.02", "1, 9, 0.02"})
    void shouldCountOnlyRowsThatCanBeInUseWhenVerticesAreFew(long users, long items, double resolution) {
        assertThat(PARAMETERS.resolution(users, items)).isCloseTo(resolution, within(1e-12));
    }

    @Test
    void shouldNameWhatMayNotChangeWhileStateExists() {
        // Stored with the state: a change of this text makes an instance refuse its own state.
        assertThat(PARAMETERS.deployment())
                .isEqualTo("rows=500 weighting.user=SQRT weighting.item=UNIFORM edge.weighting=SUM");
    }
}
