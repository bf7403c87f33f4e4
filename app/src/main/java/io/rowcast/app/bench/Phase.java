// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * What a contestant did with a number of events that were there at once.
 *
 * @param name {@link #GROW} or {@link #STEADY}
 * @param events number of events
 * @param seconds until the effects of all were committed
 * @param used what it took
 * @param tableFileBytes size on disk of each store's table files afterwards, in bytes
 * @param graph what the events had come to, {@code null} for the ceiling
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Phase(String name, long events, double seconds, Reading used, Map<String, Long> tableFileBytes, Graph graph) {
    /** From an empty store. */
    static final String GROW = "grow";

    /** With a grown graph. */
    static final String STEADY = "steady";

    private static final double NANOS_PER_MICRO = 1e3;

    double eventsPerSecond() {
        return events / seconds;
    }

    double streamMicrosPerEvent() {
        return used.streamCpu() / NANOS_PER_MICRO / events;
    }

    double appMicrosPerEvent() {
        return used.appCpu() / NANOS_PER_MICRO / events;
    }

    /** Not a number where the system does not tell. */
    double brokerMicrosPerEvent() {
        return used.brokerCpu() < 0 ? Double.NaN : used.brokerCpu() / NANOS_PER_MICRO / events;
    }

    double recordsPerEvent() {
        return (double) produced().records() / events;
    }

    double bytesPerEvent() {
        return (double) produced().bytes() / events;
    }

    /** Not a number where the system does not tell. */
    double diskBytesPerEvent() {
        return used.diskBytes() < 0 ? Double.NaN : (double) used.diskBytes() / events;
    }

    private Written produced() {
        return used.topics().values().stream().reduce(Written.NOTHING, Written::plus);
    }
}
