// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.app.runtime.SettleWatch.Phase;
import io.rowcast.topology.clustering.Statistics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SettleWatchTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Lag NONE = new Lag(0, 0);

    private final SettleWatch watch = new SettleWatch(4, Duration.ofSeconds(2), 0);

    @Test
    void shouldMeasureBothPhasesWhenRunGoesThroughThem() {
        watch.firstEventAt(2 * SECOND);
        assertThat(read(3, 10, true, NONE)).isEqualTo(Phase.LOADING);
        watch.loadingEnded();
        assertThat(read(4, 50, false, new Lag(5, 0))).isEqualTo(Phase.CONSUMING);
        assertThat(read(5, 100, false, new Lag(1, 3))).isEqualTo(Phase.CONSUMING);
        assertThat(read(6, 100, false, new Lag(0, 3))).isEqualTo(Phase.CONSUMING);
        assertThat(read(7, 100, false, new Lag(0, 1))).isEqualTo(Phase.CONSUMING);
        assertThat(read(8, 100, false, new Lag(0, 2))).isEqualTo(Phase.SETTLING);
        assertThat(read(10, 100, true, NONE)).isEqualTo(Phase.SETTLING);
        assertThat(read(11, 100, true, NONE)).isEqualTo(Phase.SETTLING);
        assertThat(read(12, 100, true, NONE)).isEqualTo(Phase.SETTLED);

        assertThat(read(13, 100, true, new Lag(0, 1))).isEqualTo(Phase.SETTLED);
        assertThat(read(14, 100, true, NONE)).isEqualTo(Phase.SETTLED);
        assertThat(read(15, 100, true, NONE)).isEqualTo(Phase.SETTLED);
        assertThat(read(16, 100, true, NONE)).isEqualTo(Phase.AT_REST);
        assertThat(watch.secondsToConsume(99 * SECOND)).isEqualTo(4);
        assertThat(watch.secondsToSettle(99 * SECOND)).isEqualTo(6);
    }

    @Test
    void shouldNotCountAsConsumedWhenItemsHaveNotCountedEveryEdge() {
        watch.loadingEnded();
        for (int second = 1; second < 9; second++) {
            assertThat(watch.read(second * SECOND, statistics(100, 99, 8, true), NONE, true))
                    .isEqualTo(Phase.CONSUMING);
        }
    }

    @Test
    void shouldNotSettleWhenReportsAreMissing() {
        watch.loadingEnded();
        for (int second = 1; second < 9; second++) {
            assertThat(watch.read(second * SECOND, statistics(100, 7, true), NONE, true))
                    .isEqualTo(Phase.CONSUMING);
        }
    }

    @Test
    void shouldNotSettleWhenInstanceHasNoTasksYet() {
        watch.loadingEnded();
        for (int second = 1; second < 9; second++) {
            assertThat(watch.read(second * SECOND, statistics(100, 8, true), NONE, false))
                    .isEqualTo(Phase.CONSUMING);
        }
    }

    @Test
    void shouldNotCountAsConsumedWhenEventsStillGrow() {
        watch.loadingEnded();
        for (int second = 1; second < 9; second++) {
            assertThat(read(second, second, true, NONE)).isEqualTo(Phase.CONSUMING);
        }
    }

    @Test
    void shouldWaitAgainWhenLagIsBack() {
        watch.loadingEnded();
        assertThat(read(1, 100, false, NONE)).isEqualTo(Phase.CONSUMING);
        assertThat(read(3, 100, false, NONE)).isEqualTo(Phase.SETTLING);
        assertThat(read(4, 100, true, new Lag(1, 0))).isEqualTo(Phase.SETTLING);
        assertThat(read(5, 101, true, NONE)).isEqualTo(Phase.SETTLING);
        assertThat(read(6, 101, true, NONE)).isEqualTo(Phase.SETTLING);
        assertThat(read(7, 101, true, NONE)).isEqualTo(Phase.SETTLED);
    }

    private Phase read(int second, long events, boolean settled, Lag lag) {
        return watch.read(second * SECOND, statistics(events, 8, settled), lag, true);
    }

    private static Statistics statistics(long events, int reports, boolean settled) {
        return statistics(events, events, reports, settled);
    }

    private static Statistics statistics(long events, long counted, int reports, boolean settled) {
        return new Statistics(
                events, 0, 0, events, events, counted, 1, 1, 10, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                reports, settled);
    }
}
