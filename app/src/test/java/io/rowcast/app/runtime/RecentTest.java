// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RecentTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger searches = new AtomicInteger();
    private final Recent<String> recent = new Recent<>(2, Duration.ofNanos(10), clock::get);

    private Optional<String> get(int partition) {
        return recent.get(partition, of -> Optional.of("found " + of + " in search " + searches.incrementAndGet()));
    }

    @Test
    void shouldSearchAgainWhenTheTimeIsOver() {
        assertThat(get(1)).contains("found 1 in search 1");
        clock.addAndGet(9);
        assertThat(get(1)).contains("found 1 in search 1");
        assertThat(get(0)).contains("found 0 in search 2");
        clock.addAndGet(1);
        assertThat(get(1)).contains("found 1 in search 3");
        assertThat(get(0)).contains("found 0 in search 2");
    }

    @Test
    void shouldSearchAgainWhenToldToForgetOrNothingWasFound() {
        get(0);
        recent.forget(0);
        assertThat(recent.get(0, of -> Optional.empty())).isEmpty();
        assertThat(get(0)).contains("found 0 in search 2");
    }
}
