// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import java.util.function.LongSupplier;

/**
 * Spreads events evenly over time. What a short stall held up is made good, so that the average holds; after a long
 * one the excess is forgotten instead of being sent in one burst.
 */
public final class Pace {
    private static final double NANOS_PER_SECOND = 1e9;
    /** How far ahead of its time an event may go; sleeping for less costs more than it gives. */
    private static final long AHEAD_NANOS = 1_000_000;

    private static final double MAX_BACKLOG_NANOS = NANOS_PER_SECOND;

    private final double nanosPerEvent;
    private final LongSupplier nanoTime;
    private boolean started;
    private long origin;
    private double due;

    /**
     * Its time begins with the first call of {@link #nanosToWait}.
     *
     * @param eventsPerSecond the rate, &gt; 0
     * @param nanoTime a clock such as {@link System#nanoTime}
     */
    public Pace(double eventsPerSecond, LongSupplier nanoTime) {
        if (!(eventsPerSecond > 0)) {
            throw new IllegalArgumentException("rate must be above 0 events per second, not " + eventsPerSecond);
        }
        this.nanosPerEvent = NANOS_PER_SECOND / eventsPerSecond;
        this.nanoTime = nanoTime;
    }

    /** Nanoseconds to wait before the next event; 0 if it may go now. */
    public long nanosToWait() {
        long time = nanoTime.getAsLong();
        if (!started) {
            started = true;
            origin = time;
        }
        double now = time - origin;
        if (due < now - MAX_BACKLOG_NANOS) {
            due = now - MAX_BACKLOG_NANOS;
        }
        double ahead = due - now;
        return ahead <= AHEAD_NANOS ? 0 : (long) ahead;
    }

    /** Counts one event. */
    public void sent() {
        due += nanosPerEvent;
    }
}
