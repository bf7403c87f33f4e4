// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SweepHysteresisTest {
    private final SweepHysteresis hysteresis = new SweepHysteresis();

    @Test
    void shouldQuarterDownToTheLeastWhenSweepsAreCalm() {
        double[] shares = new double[4];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = hysteresis.share();
            assertThat(hysteresis.least()).isEqualTo(i >= 2);
            hysteresis.sweepDone(3, 2, 100);
        }
        assertThat(shares).containsExactly(1, 0.25, 0.0625, 0.0625);
    }

    @Test
    void shouldBeTheLeastAtOnceWhenNothingMovesOrArrives() {
        hysteresis.sweepDone(0, 0, 100);
        assertThat(hysteresis.share()).isEqualTo(SweepHysteresis.LEAST_SHARE);
    }

    @Test
    void shouldQuadrupleUpToTheWholeWhenSweepsMoveManyOrManyEventsArrive() {
        hysteresis.sweepDone(0, 0, 100);
        hysteresis.sweepDone(6, 0, 100);
        assertThat(hysteresis.share()).isEqualTo(0.25);
        hysteresis.sweepDone(0, 6, 100);
        hysteresis.sweepDone(3, 3, 100);
        assertThat(hysteresis.share()).isEqualTo(1);
    }

    @Test
    void shouldBeTheLeastWhenThereAreNoVertices() {
        hysteresis.sweepDone(0, 0, 0);
        assertThat(hysteresis.least()).isTrue();
    }
}
