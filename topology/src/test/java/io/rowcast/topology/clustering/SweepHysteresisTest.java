// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SweepHysteresisTest {
    private final SweepHysteresis hysteresis = new SweepHysteresis();

    @Test
    void shouldQuarterDownToThatOfAStreamWhenSweepsAreCalm() {
        double[] shares = new double[5];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = hysteresis.share();
            hysteresis.sweepDone(3, 2, 100);
        }
        assertThat(shares).containsExactly(1, 1 / 4.0, 1 / 16.0, 1 / 16.0, 1 / 16.0);
        assertThat(hysteresis.least()).isFalse();
    }

    @Test
    void shouldQuarterDownToTheLeastWhenSweepsAreCalmAndHardlyAnEventArrives() {
        double[] shares = new double[5];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = hysteresis.share();
            assertThat(hysteresis.least()).isEqualTo(i >= 3);
            hysteresis.sweepDone(49, 1, 1000);
        }
        assertThat(shares).containsExactly(1, 1 / 4.0, 1 / 16.0, 1 / 64.0, 1 / 64.0);
    }

    @Test
    void shouldStayWhereItIsWhenSmallMovesAreManyAtRest() {
        hysteresis.sweepDone(1, 0, 1000);
        hysteresis.sweepDone(1, 0, 1000);
        hysteresis.sweepDone(1, 0, 1000);
        hysteresis.sweepDone(500, 1, 1000);
        assertThat(hysteresis.share()).isEqualTo(1 / 64.0);
    }

    @Test
    void shouldBeThatOfAStreamAgainWhenEventsArriveAfterARest() {
        hysteresis.sweepDone(0, 0, 1000);
        hysteresis.sweepDone(0, 2, 1000);
        assertThat(hysteresis.share()).isEqualTo(SweepHysteresis.STREAM_SHARE);
    }

    @Test
    void shouldBeTheLeastAtOnceWhenNothingMovesOrArrives() {
        hysteresis.sweepDone(0, 0, 100);
        assertThat(hysteresis.share()).isEqualTo(SweepHysteresis.LEAST_SHARE);
    }

    @Test
    void shouldQuadrupleUpToTheWholeWhenSweepsMoveManyOrManyEventsArrive() {
        hysteresis.sweepDone(2, 1, 100);
        hysteresis.sweepDone(2, 1, 100);
        hysteresis.sweepDone(6, 1, 100);
        assertThat(hysteresis.share()).isEqualTo(1 / 4.0);
        hysteresis.sweepDone(2, 1, 100);
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
