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
    private final long origin;
    private double due;

    /**
     * Starts now.
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
        this.origin = nanoTime.getAsLong();
    }

    /** Nanoseconds to wait before the next event; 0 if it may go now. */
    public long nanosToWait() {
        double now = nanoTime.getAsLong() - origin;
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
