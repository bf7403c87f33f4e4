// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

/**
 * When events are due at a constant rate, and which of them are probes.
 *
 * @param rate events per second, &gt; 0
 * @param warmupSeconds how long nothing counts at the beginning
 * @param seconds how long it counts after that
 */
record ProbeSchedule(double rate, int warmupSeconds, int seconds) {
    /** So many probes of each kind make p99.9 the second largest or smaller. */
    private static final double WANTED_PROBES = 2200;

    /** More would be a load of another kind. */
    private static final double MAX_PROBE_SHARE = 0.1;

    private static final double NANOS_PER_SECOND = 1e9;

    /** Number of events. */
    long events() {
        return Math.round(rate * (warmupSeconds + seconds));
    }

    /** When an event is due, in nanoseconds from the start. */
    long dueNanos(long event) {
        return (long) (event / rate * NANOS_PER_SECOND);
    }

    /** Whether an event counts. */
    boolean counts(long event) {
        return event >= rate * warmupSeconds;
    }

    /** Whether an event is of a new user. */
    boolean newUser(long event) {
        return event % period() == 0;
    }

    /** Whether an event is of a new item. */
    boolean newItem(long event) {
        return event % period() == period() / 2;
    }

    /** Events from one probe of a kind to the next. */
    private long period() {
        double share = Math.min(MAX_PROBE_SHARE, WANTED_PROBES / seconds / rate);
        return Math.max(2, (long) (1 / share));
    }
}
