// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.graph.Side;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SweepTurnsTest {
    private static final int TASKS = 4;
    private static final int SLICE_MS = 20;
    private static final long VERTICES = 10_000;

    private final SweepPacing[] tasks = new SweepPacing[TASKS];
    private final long[] taken = new long[TASKS];
    private long now;

    @BeforeEach
    void shareAQuarter() {
        tasksOf(new SweepTurns(0.25));
    }

    @ParameterizedTest
    @CsvSource({"0.1", "0.25", "0.9"})
    void shouldTakeAtMostTheShareTogetherWhenEventsArriveAtAnyTask(double share) {
        tasksOf(new SweepTurns(share));
        run(60_000, true);
        assertThat((double) total() / now).isBetween(0.9 * share, share + 0.001);
    }

    @Test
    void shouldTakeMostOfTheTimeTogetherWhenNoEventArrives() {
        run(60_000, false);
        assertThat((double) total() / now).isBetween(0.7, 0.801);
    }

    @Test
    void shouldTakeMostOfTheTimeTogetherWhenOnlyMovesArrive() {
        Arrays.stream(tasks).forEach(task -> task.input(false));
        run(60_000, false);
        assertThat((double) total() / now).isBetween(0.7, 0.801);
    }

    @Test
    void shouldGiveAllTasksTheSameWhenAllAsk() {
        run(60_000, true);
        assertThat(taken).doesNotContain(0);
        assertThat(Arrays.stream(taken).max().orElseThrow()
                        - Arrays.stream(taken).min().orElseThrow())
                .isLessThanOrEqualTo(SLICE_MS);
    }

    @Test
    void shouldNotWaitForATaskThatHasBecomeUnwilling() {
        assertThat(tasks[0].due(0, VERTICES, true)).isTrue();
        assertThat(tasks[1].due(0, VERTICES, true)).isFalse();
        assertThat(tasks[0].due(0, VERTICES, false)).isFalse();
        assertThat(tasks[1].due(0, VERTICES, true)).isTrue();
    }

    @Test
    void shouldNotWaitForATaskThatPauses() {
        assertThat(tasks[0].due(0, VERTICES, true)).isTrue();
        tasks[0].sliceDone(0, 0);
        tasks[0].sweepDone(0, 0, VERTICES, true);
        assertThat(tasks[0].due(1, VERTICES, true)).isFalse();
        assertThat(tasks[1].due(1, VERTICES, true)).isTrue();
    }

    @Test
    void shouldNotWaitForATaskThatIsClosed() {
        assertThat(tasks[0].due(0, VERTICES, true)).isTrue();
        tasks[0].close();
        assertThat(tasks[1].due(0, VERTICES, true)).isTrue();
    }

    private void tasksOf(SweepTurns turns) {
        Arrays.setAll(tasks, task -> new SweepPacing(turns, 4_000, Side.USER, 0));
    }

    /** Has all tasks ask in the same order every ten milliseconds, as the ticks of a thread's tasks come. */
    private void run(long untilMs, boolean events) {
        while (now < untilMs) {
            for (int task = 0; task < TASKS; task++) {
                if (events && task == 2) {
                    tasks[task].input(true);
                }
                if (tasks[task].due(now, VERTICES, true)) {
                    tasks[task].sliceDone(now, SLICE_MS * 1_000_000L);
                    taken[task] += SLICE_MS;
                    now += SLICE_MS;
                }
            }
            now += 1;
        }
    }

    private long total() {
        return Arrays.stream(taken).sum();
    }
}
