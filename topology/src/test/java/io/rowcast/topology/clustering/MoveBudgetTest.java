// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MoveBudgetTest {
    private static final long MINUTE = 60_000;

    private long now = 1_800_000_000_123L;

    @Test
    void shouldAdmitEveryMoveWhenThereIsNoLimit() {
        MoveBudget budget = MoveBudget.unlimited();
        for (int i = 0; i < 1000; i++) {
            assertThat(move(budget, 0.001)).isTrue();
        }
        assertThat(budget.refused()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldNeverAdmitMoreThanItsShareInAnyMinute(long seed) {
        Random random = new Random(seed);
        int share = 1 + random.nextInt(50);
        MoveBudget budget = new MoveBudget(share, 1, 0, () -> now);
        LongArrayList moves = new LongArrayList();
        for (int i = 0; i < 100_000; i++) {
            int dice = random.nextInt(1000);
            now += dice == 0 ? random.nextInt(150_000) : dice < 500 ? random.nextInt(40) : 0;
            if (random.nextInt(300) == 0) {
                budget.sweepDone();
            }
            if (move(budget, Math.exp(random.nextGaussian()))) {
                moves.add(now);
            }
        }
        int most = 0;
        int first = 0;
        for (int last = 0; last < moves.size(); last++) {
            while (moves.getLong(first) <= moves.getLong(last) - MINUTE) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        assertThat(most).as("seed %d", seed).isEqualTo(share);
    }

    @Test
    void shouldMakeNoMovesInTheFirstMinuteOfATask() {
        MoveBudget budget = new MoveBudget(10, 1, 0, () -> now);
        assertThat(move(budget, 1)).isFalse();
        now += MINUTE;
        assertThat(move(budget, 1)).isFalse();
        now += 100;
        assertThat(move(budget, 1)).isTrue();
        assertThat(budget.refused()).isEqualTo(2);
    }

    @Test
    void shouldGrantNothingTwiceWhenTheClockGoesBack() {
        MoveBudget budget = started(3);
        assertThat(movesOf(budget, 5, 1)).isEqualTo(3);
        now -= 10 * MINUTE;
        assertThat(movesOf(budget, 5, 1)).isZero();
        now += 10 * MINUTE + 2000;
        assertThat(movesOf(budget, 5, 1)).isZero();
        now += MINUTE;
        assertThat(movesOf(budget, 5, 1)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"8,8", "9,8", "100,8", "1000003,6"})
    void shouldGiveAllTasksTogetherTheWholeBudget(int perMinute, int tasks) {
        int together = 0;
        for (int task = 0; task < tasks; task++) {
            MoveBudget budget = new MoveBudget(perMinute, tasks, task, () -> now);
            start(budget);
            int share = movesOf(budget, perMinute, 1);
            assertThat(share).isBetween(perMinute / tasks, perMinute / tasks + 1);
            together += share;
            now -= MINUTE;
        }
        assertThat(together).isEqualTo(perMinute);
    }

    @Test
    void shouldMoveThoseThatGainMostWhenNotAllMay() {
        MoveBudget budget = started(10);
        // Moves of small gains ask first in every sweep.
        sweep(budget, null);
        LongArrayList moved = new LongArrayList();
        sweep(budget, moved);
        assertThat(moved.longStream()).hasSize(10).allMatch(gain -> gain == 64);
    }

    @Test
    void shouldGoOnWithSmallerGainsWhenTheLargestHaveMoved() {
        MoveBudget budget = started(10);
        for (int i = 0; i < 100; i++) {
            budget.admits(i < 95 ? 1 : 50);
        }
        budget.sweepDone();
        now += MINUTE + 100;
        assertThat(movesOf(budget, 5, 50)).isEqualTo(5);
        assertThat(movesOf(budget, 95, 1)).isZero();
        budget.sweepDone();
        int next = movesOf(budget, 95, 1);
        budget.sweepDone();
        assertThat(next + movesOf(budget, 95 - next, 1)).isEqualTo(5);
    }

    @Test
    void shouldSpendMostOfItsShareWhenVerticesAskAgainAndAgain() {
        // Each of 2,000 vertices asks ten times a second until it moves; another takes its place.
        Random random = new Random(8);
        MoveBudget budget = started(100);
        double[] gains = new Random(9).doubles(2000, 0, 100).toArray();
        int moves = 0;
        double gained = 0;
        for (int tick = 0; tick < 3000; tick++) {
            now += 100;
            for (int vertex = 0; vertex < gains.length; vertex++) {
                if (move(budget, gains[vertex])) {
                    moves++;
                    gained += gains[vertex];
                    gains[vertex] = 100 * random.nextDouble();
                }
            }
        }
        assertThat(moves).isBetween(400, 500);
        assertThat(gained / moves).isGreaterThan(75);
    }

    private static void sweep(MoveBudget budget, LongArrayList moved) {
        for (int i = 0; i < 90; i++) {
            ask(budget, 2, moved);
        }
        for (int i = 0; i < 10; i++) {
            ask(budget, 64, moved);
        }
        budget.sweepDone();
    }

    private static void ask(MoveBudget budget, int gain, LongArrayList moved) {
        if (moved == null) {
            boolean unused = budget.admits(gain);
        } else if (move(budget, gain)) {
            moved.add(gain);
        }
    }

    private MoveBudget started(int share) {
        MoveBudget budget = new MoveBudget(share, 1, 0, () -> now);
        start(budget);
        return budget;
    }

    /** Passes the first minute, in which nothing may move. */
    private void start(MoveBudget budget) {
        budget.sweepDone();
        now += MINUTE + 100;
        budget.sweepDone();
    }

    private static int movesOf(MoveBudget budget, int asking, double gain) {
        int moves = 0;
        for (int i = 0; i < asking; i++) {
            moves += move(budget, gain) ? 1 : 0;
        }
        return moves;
    }

    private static boolean move(MoveBudget budget, double gain) {
        boolean admitted = budget.admits(gain);
        if (admitted) {
            budget.spend();
        }
        return admitted;
    }
}
