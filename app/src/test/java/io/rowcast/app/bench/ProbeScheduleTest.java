// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProbeScheduleTest {

    @ParameterizedTest
    @CsvSource({"5000, 60", "20000, 60", "400.5, 60", "30000, 10"})
    void shouldHaveTwoThousandProbesOfEachKindWhenTheRateAllows(double rate, int seconds) {
        ProbeSchedule schedule = new ProbeSchedule(rate, 5, seconds);

        long users = counted(schedule).filter(schedule::newUser).count();
        long items = counted(schedule).filter(schedule::newItem).count();

        assertThat(users).isBetween(2000L, 2600L);
        assertThat(items).isBetween(2000L, 2600L);
        assertThat(counted(schedule).filter(i -> schedule.newUser(i) && schedule.newItem(i)))
                .isEmpty();
    }

    @Test
    void shouldProbeWithATenthOfTheEventsWhenThereAreFew() {
        ProbeSchedule schedule = new ProbeSchedule(100, 1, 10);

        assertThat(counted(schedule).count()).isEqualTo(1000);
        assertThat(counted(schedule).filter(schedule::newUser).count()).isEqualTo(100);
        assertThat(counted(schedule).filter(schedule::newItem).count()).isEqualTo(100);
    }

    @Test
    void shouldBeDueEvenlyWhenTheRateIsConstant() {
        ProbeSchedule schedule = new ProbeSchedule(250, 0, 2);

        assertThat(schedule.events()).isEqualTo(500);
        assertThat(schedule.dueNanos(0)).isZero();
        assertThat(schedule.dueNanos(1)).isEqualTo(4_000_000);
        assertThat(schedule.dueNanos(250)).isEqualTo(1_000_000_000);
    }

    private static LongStream counted(ProbeSchedule schedule) {
        return LongStream.range(0, schedule.events()).filter(schedule::counts);
    }
}
