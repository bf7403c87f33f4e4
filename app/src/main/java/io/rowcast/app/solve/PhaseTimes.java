// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.solve;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Adds up what phases take that follow each other without a gap. */
public final class PhaseTimes {
    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanoTime;
    private final Map<String, Long> nanos = new LinkedHashMap<>();
    private long last;

    /** Begins the first phase. */
    public PhaseTimes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    /** Ends a phase and begins the next. */
    public void ended(String phase) {
        long now = nanoTime.getAsLong();
        nanos.merge(phase, now - last, Long::sum);
        last = now;
    }

    /** Seconds by phase, in the order in which they first ended. */
    public Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        nanos.forEach((phase, time) -> seconds.put(phase, time / NANOS_PER_SECOND));
        return seconds;
    }
}
