package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.graph.EdgeWeighting;
import io.rowcast.topology.graph.Side;
import org.junit.jupiter.api.Test;

final class ClusteringParametersTest {
    private static final ClusteringParameters PARAMETERS =
            new ClusteringParameters(500, 0.02, 0.5, VertexWeighting.SQRT, VertexWeighting.UNIFORM, EdgeWeighting.SUM);

    @Test
    void shouldDeriveResolutionAndHysteresis() {
        assertThat(PARAMETERS.resolution()).isEqualTo(10);
        assertThat(PARAMETERS.hysteresisUnits()).isEqualTo(50);
        assertThat(ClusteringParameters.ofRows(6_000).resolution()).isEqualTo(60);
        assertThat(ClusteringParameters.ofRows(6_000).hysteresisUnits()).isEqualTo(0.5);
        assertThat(PARAMETERS.weighting(Side.USER)).isEqualTo(VertexWeighting.SQRT);
        assertThat(PARAMETERS.weighting(Side.ITEM)).isEqualTo(VertexWeighting.UNIFORM);
    }

    @Test
    void shouldNameWhatMayNotChangeWhileStateExists() {
        // Stored with the state: a change of this text makes an instance refuse its own state.
        assertThat(PARAMETERS.deployment())
                .isEqualTo("rows=500 weighting.user=SQRT weighting.item=UNIFORM edge.weighting=SUM");
    }
}
