// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    private long now = Long.MAX_VALUE - SECOND;

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 7, 1000, 123_456, 3_000_000})
    void shouldKeepRateWhenSendingIsFast(double rate) {
        Pace pace = new Pace(rate, () -> now);

        assertThat(send(pace, 20 * SECOND)).isCloseTo(Math.round(20 * rate), Percentage.withPercentage(10));
    }

    @Test
    void shouldMakeGoodWhenStallIsShort() {
        Pace pace = new Pace(1000, () -> now);
        send(pace, SECOND);
        now += SECOND / 2;

        assertThat(send(pace, SECOND)).isCloseTo(1500, within(10L));
    }

    @Test
    void shouldForgetExcessWhenStallIsLong() {
        Pace pace = new Pace(1000, () -> now);
        send(pace, SECOND);
        now += 60 * SECOND;

        assertThat(send(pace, SECOND)).isCloseTo(2000, within(10L));
    }

    @Test
    void shouldRefuseRateWhenNotPositive() {
        assertThatThrownBy(() -> new Pace(0, () -> now)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Pace(Double.NaN, () -> now)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Sends for some time, sleeping as told; returns the events sent. */
    private long send(Pace pace, long nanos) {
        long end = now + nanos;
        long sent = 0;
        while (now - end < 0) {
            long wait = pace.nanosToWait();
            if (wait > 0) {
                now += wait;
            } else {
                pace.sent();
                sent++;
                now += 100;
            }
        }
        return sent;
    }
}
