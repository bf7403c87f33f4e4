package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SweepHysteresisTest {
    private final SweepHysteresis hysteresis = new SweepHysteresis();

    @Test
    void shouldHalveDownToTheLeastWhenSweepsAreCalm() {
        double[] shares = new double[6];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = hysteresis.share();
            assertThat(hysteresis.least()).isEqualTo(i >= 4);
            hysteresis.sweepDone(3, 2, 100);
        }
        assertThat(shares).containsExactly(1, 0.5, 0.25, 0.125, 0.0625, 0.0625);
    }

    @Test
    void shouldDoubleUpToTheWholeWhenSweepsMoveManyOrManyEventsArrive() {
        hysteresis.sweepDone(0, 0, 100);
        hysteresis.sweepDone(0, 0, 100);
        hysteresis.sweepDone(6, 0, 100);
        assertThat(hysteresis.share()).isEqualTo(0.5);
        hysteresis.sweepDone(0, 6, 100);
        hysteresis.sweepDone(3, 3, 100);
        assertThat(hysteresis.share()).isEqualTo(1);
    }

    @Test
    void shouldBeCalmWhenThereAreNoVertices() {
        hysteresis.sweepDone(0, 0, 0);
        assertThat(hysteresis.share()).isEqualTo(0.5);
    }
}
