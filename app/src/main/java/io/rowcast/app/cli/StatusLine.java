// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.runtime.Lag;
import io.rowcast.topology.clustering.Statistics;
import java.util.Locale;
import java.util.Optional;

/** The state of a deployment in one line, with rates against the reading before. */
final class StatusLine {
    private static final double NANOS_PER_SECOND = 1e9;

    private Statistics before;
    private long beforeNanos;

    StatusLine(Statistics first, long now) {
        this.before = first;
        this.beforeNanos = now;
    }

    /**
     * The line.
     *
     * @param now nanoseconds of a monotonic clock
     * @param lag the lag, if it could be read
     * @param doing what goes on besides, or an empty text
     */
    String next(long now, Statistics statistics, Optional<Lag> lag, String doing) {
        double seconds = Math.max(1, now - beforeNanos) / NANOS_PER_SECOND;
        String line = String.format(
                Locale.ROOT,
                "%,.0f events/s | users %,d items %,d | rows %,d + %,d of %,d | inside %.3f | moves/s %,.0f | R %.1f"
                        + " | lag %s%s",
                rate(statistics.events(), before.events(), seconds),
                statistics.users(),
                statistics.items(),
                statistics.userRows(),
                statistics.itemRows(),
                statistics.rows(),
                statistics.insideShare(),
                rate(statistics.moves(), before.moves(), seconds),
                statistics.resolution(),
                lag.map(l -> String.format(Locale.ROOT, "%,d", l.total())).orElse("?"),
                doing.isEmpty() ? "" : " | " + doing);
        before = statistics;
        beforeNanos = now;
        return line;
    }

    /** Counters fall when a task is restored elsewhere and has not reported yet; a rate never shows that. */
    private static double rate(long count, long countBefore, double seconds) {
        return Math.max(0, count - countBefore) / seconds;
    }
}
