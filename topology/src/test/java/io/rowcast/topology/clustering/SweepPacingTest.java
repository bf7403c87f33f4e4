// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.graph.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SweepPacingTest {
    private static final long VERTICES = 10_000;
    private static final long PAUSE_MAX_MS = 4_000;
    private static final long MS = 1_000_000;

    private final SweepPacing pacing = new SweepPacing(new SweepTurns(0.25), PAUSE_MAX_MS, Side.USER, 0);

    @ParameterizedTest
    @CsvSource({"0.25,20", "0.25,7", "0.1,20", "0.5,50", "0.9,20"})
    void shouldTakeAtMostItsShareOfTheTimeWhenEventsArrive(double share, long sliceMs) {
        double taken = takenOfTime(new SweepPacing(new SweepTurns(share), PAUSE_MAX_MS, Side.USER, 0), sliceMs, true);
        assertThat(taken).isBetween(0.9 * share, share + 0.001);
    }

    @ParameterizedTest
    @CsvSource({"0.25,20", "0.1,50", "0.9,20"})
    void shouldTakeMostOfTheTimeWhenNoEventArrives(double share, long sliceMs) {
        double taken = takenOfTime(new SweepPacing(new SweepTurns(share), PAUSE_MAX_MS, Side.USER, 0), sliceMs, false);
        assertThat(taken).isBetween(0.7, Math.max(share, 0.8) + 0.001);
    }

    @Test
    void shouldBeDueAtOnceWhenNew() {
        assertThat(pacing.due(0, 0, true)).isTrue();
        assertThat(pacing.resting(0)).isFalse();
        assertThat(pacing.settled(0)).isFalse();
    }

    @Test
    void shouldPauseTwiceAsLongEachTimeWhenSweepsStayQuiet() {
        List<Long> pauses = new ArrayList<>();
        long now = 0;
        for (int sweep = 0; sweep < 7; sweep++) {
            pacing.sweepDone(now, 0, VERTICES, true);
            long pause = 1;
            while (!pacing.due(now + pause, VERTICES, true)) {
                assertThat(pacing.resting(now + pause)).isTrue();
                pause++;
            }
            assertThat(pacing.resting(now + pause)).isFalse();
            pauses.add(pause);
            now += pause;
        }
        assertThat(pauses).containsExactly(250L, 500L, 1000L, 2000L, 4000L, 4000L, 4000L);
    }

    @Test
    void shouldSettleWhenTwoSweepsInARowMoveAlmostNothing() {
        pacing.sweepDone(0, 11, VERTICES, true);
        assertThat(pacing.settled(VERTICES)).isFalse();
        pacing.sweepDone(10, 10, VERTICES, true);
        assertThat(pacing.settled(VERTICES)).isFalse();
        pacing.sweepDone(300, 10, VERTICES, true);
        assertThat(pacing.settled(VERTICES)).isTrue();
    }

    @Test
    void shouldStartCountingAnewWhenASweepMovesMore() {
        quietTwice();
        pacing.sweepDone(2000, 11, VERTICES, true);
        assertThat(pacing.settled(VERTICES)).isFalse();
        assertThat(pacing.due(2000, VERTICES, true)).isTrue();
        pacing.sweepDone(2010, 0, VERTICES, true);
        assertThat(pacing.settled(VERTICES)).isFalse();
    }

    @Test
    void shouldNotSettleWhenSomethingElseHasJustChanged() {
        pacing.sweepDone(0, 0, VERTICES, false);
        pacing.sweepDone(10, 0, VERTICES, false);
        pacing.sweepDone(20, 0, VERTICES, true);
        assertThat(pacing.settled(VERTICES)).isFalse();
        assertThat(pacing.resting(21)).isTrue();
    }

    @Test
    void shouldStaySettledWhenAlmostNothingArrives() {
        quietTwice();
        for (int i = 0; i < 10; i++) {
            pacing.input(true);
        }
        assertThat(pacing.settled(VERTICES)).isTrue();
        assertThat(pacing.due(400, VERTICES, true)).isFalse();
        pacing.input(true);
        assertThat(pacing.settled(VERTICES)).isFalse();
        assertThat(pacing.due(400, VERTICES, true)).isTrue();
        assertThat(pacing.resting(400)).isFalse();
    }

    @Test
    void shouldBeDisturbedByOneInputWhenThereAreFewVertices() {
        quietTwice();
        pacing.input(true);
        assertThat(pacing.settled(10)).isFalse();
        assertThat(pacing.due(301, 10, true)).isTrue();
    }

    @Test
    void shouldTakeTwoMoreQuietSweepsWhenItWasDisturbed() {
        quietTwice();
        for (int i = 0; i < 11; i++) {
            pacing.input(true);
        }
        pacing.sweepDone(1000, 0, VERTICES, true);
        assertThat(pacing.settled(VERTICES)).isFalse();
        pacing.sweepDone(1010, 0, VERTICES, true);
        assertThat(pacing.settled(VERTICES)).isFalse();
        pacing.sweepDone(1400, 0, VERTICES, true);
        assertThat(pacing.settled(VERTICES)).isTrue();
    }

    @Test
    void shouldSweepAtOnceWhenWoken() {
        quietTwice();
        assertThat(pacing.due(301, VERTICES, true)).isFalse();
        pacing.wake();
        assertThat(pacing.due(301, VERTICES, true)).isTrue();
        assertThat(pacing.settled(VERTICES)).isFalse();
        pacing.sweepDone(310, 0, VERTICES, true);
        pacing.sweepDone(320, 0, VERTICES, true);
        pacing.sweepDone(600, 0, VERTICES, true);
        assertThat(pacing.settled(VERTICES)).isTrue();
    }

    @Test
    void shouldNotPauseWhenThePauseIsZero() {
        SweepPacing tireless = new SweepPacing(new SweepTurns(0.25), 0, Side.USER, 0);
        tireless.sweepDone(100, 0, VERTICES, true);
        tireless.sweepDone(100, 0, VERTICES, true);
        assertThat(tireless.due(100, VERTICES, true)).isTrue();
        assertThat(tireless.settled(VERTICES)).isTrue();
    }

    @Test
    void shouldBeginOneSweepPerIntervalOfItsSide() {
        SweepPacing patient = new SweepPacing(new SweepTurns(0.9), PAUSE_MAX_MS, Side.USER, 200);
        assertThat(patient.due(1150, VERTICES, true)).as("an interval of items").isFalse();
        assertThat(patient.due(1250, VERTICES, true)).isTrue();
        patient.sliceDone(1250, 10 * MS);
        patient.sweepDone(1270, 500, VERTICES, true);
        assertThat(patient.due(1300, VERTICES, true)).as("the same interval").isFalse();
        assertThat(patient.due(1599, VERTICES, true)).isFalse();
        assertThat(patient.due(1600, VERTICES, true)).isTrue();
        patient.sliceDone(1600, 10 * MS);
        patient.sweepDone(1610, 500, VERTICES, true);
        patient.wake();
        assertThat(patient.due(1620, VERTICES, true)).as("woken").isTrue();
        assertThat(patient.due(1820, VERTICES, true)).as("woken among items").isFalse();
    }

    @Test
    void shouldGoOnBeyondTheIntervalWhenASweepIsLong() {
        SweepPacing patient = new SweepPacing(new SweepTurns(0.9), PAUSE_MAX_MS, Side.ITEM, 200);
        assertThat(patient.due(1250, VERTICES, true)).as("an interval of users").isFalse();
        assertThat(patient.due(1590, VERTICES, true)).isTrue();
        patient.sliceDone(1590, 10 * MS);
        assertThat(patient.due(1650, VERTICES, true)).isTrue();
        patient.sliceDone(1650, 10 * MS);
        patient.sweepDone(1660, 500, VERTICES, true);
        assertThat(patient.due(1700, VERTICES, true)).isFalse();
        assertThat(patient.due(1800, VERTICES, true)).isTrue();
    }

    private void quietTwice() {
        pacing.sweepDone(0, 0, VERTICES, true);
        pacing.sweepDone(300, 0, VERTICES, true);
        assertThat(pacing.settled(VERTICES)).isTrue();
    }

    /** The share of the time that slices take when a task asks every millisecond and never finishes a sweep. */
    private static double takenOfTime(SweepPacing pacing, long sliceMs, boolean events) {
        long now = 0;
        long taken = 0;
        while (now < 100_000) {
            if (events) {
                pacing.input(true);
            }
            if (pacing.due(now, VERTICES, true)) {
                // As a task does: the tick's own time is when the slice began.
                pacing.sliceDone(now, sliceMs * MS);
                taken += sliceMs;
                now += sliceMs;
            } else {
                now++;
            }
        }
        return (double) taken / now;
    }
}
