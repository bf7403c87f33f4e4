// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PhaseTest {

    @Test
    void shouldLeaveOutWhatDidNotChangeWhenReadingsAreSubtracted() {
        Reading before = new Reading(
                100,
                50,
                10,
                1000,
                Map.of("a", new Written(5, 50), "b", new Written(1, 10)),
                Map.of("s", new StoreBytes(1, 1, 1)));
        Reading after = new Reading(
                400,
                150,
                30,
                1500,
                Map.of("a", new Written(8, 90), "b", new Written(1, 10), "c", new Written(2, 20)),
                Map.of("s", new StoreBytes(11, 4, 1)));

        assertThat(after.since(before))
                .isEqualTo(new Reading(
                        300,
                        100,
                        20,
                        500,
                        Map.of("a", new Written(3, 40), "c", new Written(2, 20)),
                        Map.of("s", new StoreBytes(10, 3, 0))));
    }

    @Test
    void shouldStayUnknownWhenTheSystemDoesNotTell() {
        Reading unknown = new Reading(1, 1, -1, -1, Map.of(), Map.of());
        Phase phase = new Phase(Phase.GROW, 10, 1, unknown.since(unknown), Map.of(), null);

        assertThat(phase.brokerMicrosPerEvent()).isNaN();
        assertThat(phase.diskBytesPerEvent()).isNaN();
    }

    @Test
    void shouldDivideByEventsWhenRoundsAreSummedUp() {
        PerEvent figures = PerEvent.of(List.of(phase(2, 30), phase(4, 10), phase(1, 20)));

        assertThat(figures.eventsPerSecond()).isEqualTo(new Spread(50, 25, 100));
        assertThat(figures.streamCpuMicros()).isEqualTo(new Spread(4, 4, 4));
        assertThat(figures.appCpuMicros()).isEqualTo(new Spread(6, 6, 6));
        assertThat(figures.brokerCpuMicros()).isEqualTo(new Spread(2, 2, 2));
        assertThat(figures.diskBytes()).isEqualTo(new Spread(7, 7, 7));
        assertThat(figures.records()).isEqualTo(new Spread(0.3, 0.2, 0.4));
        assertThat(figures.bytes()).isEqualTo(new Spread(3, 2, 4));
        assertThat(figures.topics())
                .isEqualTo(Map.of(
                        "a", new PerEvent.TopicPerEvent(0.2, 2),
                        "b", new PerEvent.TopicPerEvent(0.1, 1)));
    }

    /** 100 events. */
    private static Phase phase(double seconds, long records) {
        Reading used = new Reading(
                600_000,
                400_000,
                200_000,
                700,
                Map.of("a", new Written(records, 10 * records), "b", new Written(10, 100)),
                Map.of());
        return new Phase(Phase.GROW, 100, seconds, used, Map.of(), null);
    }
}
