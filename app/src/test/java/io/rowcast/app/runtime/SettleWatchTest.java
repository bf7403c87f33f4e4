package io.rowcast.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.app.runtime.SettleWatch.Phase;
import io.rowcast.topology.clustering.Statistics;
import org.junit.jupiter.api.Test;

final class SettleWatchTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Lag NONE = new Lag(0, 0);

    private final SettleWatch watch = new SettleWatch(4, 0);

    @Test
    void shouldMeasureBothPhasesWhenRunGoesThroughThem() {
        watch.firstEventAt(2 * SECOND);
        assertThat(watch.read(3 * SECOND, statistics(10, 8, true), NONE)).isEqualTo(Phase.LOADING);
        watch.loadingEnded();
        assertThat(watch.read(4 * SECOND, statistics(50, 8, false), new Lag(5, 0)))
                .isEqualTo(Phase.CONSUMING);
        assertThat(watch.read(5 * SECOND, statistics(100, 8, false), new Lag(0, 3)))
                .isEqualTo(Phase.CONSUMING);
        assertThat(watch.read(6 * SECOND, statistics(100, 8, false), NONE)).isEqualTo(Phase.CONSUMING);
        assertThat(watch.read(7 * SECOND, statistics(100, 8, false), NONE)).isEqualTo(Phase.SETTLING);
        assertThat(watch.read(9 * SECOND, statistics(100, 8, true), NONE)).isEqualTo(Phase.SETTLED);

        assertThat(watch.secondsToConsume(99 * SECOND)).isEqualTo(4);
        assertThat(watch.secondsToSettle(99 * SECOND)).isEqualTo(3);
    }

    @Test
    void shouldNotSettleWhenReportsAreMissing() {
        watch.loadingEnded();
        for (int second = 1; second < 5; second++) {
            assertThat(watch.read(second * SECOND, statistics(100, 7, true), NONE))
                    .isEqualTo(Phase.CONSUMING);
        }
    }

    @Test
    void shouldNotCountAsConsumedWhenEventsStillGrow() {
        watch.loadingEnded();
        for (int second = 1; second < 5; second++) {
            assertThat(watch.read(second * SECOND, statistics(second, 8, true), NONE))
                    .isEqualTo(Phase.CONSUMING);
        }
    }

    @Test
    void shouldNotSettleWhenLagIsBack() {
        watch.loadingEnded();
        assertThat(watch.read(1, statistics(100, 8, false), NONE)).isEqualTo(Phase.CONSUMING);
        assertThat(watch.read(2, statistics(100, 8, false), NONE)).isEqualTo(Phase.SETTLING);
        assertThat(watch.read(3, statistics(100, 8, true), new Lag(1, 0))).isEqualTo(Phase.SETTLING);
        assertThat(watch.read(4, statistics(101, 8, true), NONE)).isEqualTo(Phase.SETTLING);
        assertThat(watch.read(5, statistics(101, 8, true), NONE)).isEqualTo(Phase.SETTLED);
    }

    private static Statistics statistics(long events, int reports, boolean settled) {
        return new Statistics(
                events, 0, 0, events, events, 1, 1, 10, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, reports, settled);
    }
}
