// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

/**
 * How to load.
 *
 * @param maxEventsPerSecond upper limit of the rate in events per second; 0 for none
 * @param failOnMalformed whether the first malformed line ends the load; otherwise it is reported, counted and skipped
 * @param resume whether to load each file exactly once: in transactions that also hold the position in the file
 * @param transactionEvents most events of one transaction, &gt;= 1; only used with {@code resume}
 * @param marked whether events say that they are Rowcast's own JSON, as those of the topic are something else
 */
public record LoadOptions(
        double maxEventsPerSecond, boolean failOnMalformed, boolean resume, int transactionEvents, boolean marked) {
    public static final int DEFAULT_TRANSACTION_EVENTS = 5000;

    public LoadOptions {
        if (!(maxEventsPerSecond >= 0) || Double.isInfinite(maxEventsPerSecond)) {
            throw new IllegalArgumentException("rate must be 0 or more events per second, not " + maxEventsPerSecond);
        }
        if (transactionEvents < 1) {
            throw new IllegalArgumentException("a transaction must hold at least one event, not " + transactionEvents);
        }
    }

    /** For a topic whose events are Rowcast's own JSON. */
    public LoadOptions(double maxEventsPerSecond, boolean failOnMalformed, boolean resume, int transactionEvents) {
        this(maxEventsPerSecond, failOnMalformed, resume, transactionEvents, false);
    }

    /** As fast as possible, malformed lines skipped, without resume. */
    public static LoadOptions defaults() {
        return new LoadOptions(0, false, false, DEFAULT_TRANSACTION_EVENTS);
    }
}
