// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SweepHysteresisTest {
    /** Sweeps that move as many as the first of them before more is asked for. */
    private static final int SAME = 1 + SweepHysteresis.PATIENCE;

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
    void shouldAskForMoreAndMoreWhenSweepsAtRestGoOnMovingAsMany() {
        assertThat(sharesOf(3, 10, 0)).containsExactly(1.0, 1 / 4.0, 1 / 16.0);
        for (double share : new double[] {1 / 64.0, 1 / 16.0, 1 / 4.0, 1, 4}) {
            assertThat(sharesOf(SAME, 10, 0)).hasSize(SAME).containsOnly(share);
        }
    }

    @Test
    void shouldTakeWhatItAsksForAsTheLeastWhenItWouldNotEndWithLess() {
        sharesOf(3 + SAME, 10, 0);
        assertThat(hysteresis.share()).isEqualTo(1 / 16.0);
        assertThat(hysteresis.least()).isTrue();
        hysteresis.sweepDone(0, 0, 1000);
        assertThat(hysteresis.share()).isEqualTo(1 / 16.0);
    }

    @Test
    void shouldGoOnWithTheLeastWhenSweepsMoveFewerAndFewer() {
        sharesOf(3, 40, 0);
        for (int moved = 40; moved > 0; moved--) {
            assertThat(hysteresis.share()).isEqualTo(1 / 64.0);
            hysteresis.sweepDone(moved, 0, 1000);
        }
    }

    @Test
    void shouldTryTheLeastAgainWhenAsManyEventsHaveComeAsDisturbACalmSweep() {
        sharesOf(3 + SAME, 10, 0);
        for (int events = 0; events < 49; events++) {
            hysteresis.sweepDone(0, 1, 1000);
            assertThat(hysteresis.share()).isEqualTo(1 / 16.0);
        }
        hysteresis.sweepDone(0, 1, 1000);
        hysteresis.sweepDone(0, 1, 1000);
        assertThat(hysteresis.share()).isEqualTo(1 / 64.0);
    }

    @Test
    void shouldStayAtTheLeastWhenSweepsAtRestMoveNoMoreThanArrived() {
        sharesOf(3, 1, 1);
        assertThat(sharesOf(40, 1, 1)).containsOnly(1 / 64.0);
    }

    private List<Double> sharesOf(int sweeps, long moved, long events) {
        List<Double> shares = new ArrayList<>();
        for (int i = 0; i < sweeps; i++) {
            shares.add(hysteresis.share());
            hysteresis.sweepDone(moved, events, 1000);
        }
        return shares;
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
