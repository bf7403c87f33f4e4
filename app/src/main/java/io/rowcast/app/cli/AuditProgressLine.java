// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.audit.AuditListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Tells in one line what an audit is doing: renewed in place on a terminal, else printed now and then. */
final class AuditProgressLine implements AuditListener {
    private static final long TERMINAL_NANOS = Duration.ofMillis(200).toNanos();
    private static final long LINE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final int TERMINAL_CHARS = 79;

    private final PrintStream err;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private final BooleanSupplier stopping;
    private long toldAt;

    /**
     * @param stopping asked often; once true, the audit ends
     */
    AuditProgressLine(PrintStream err, boolean terminal, LongSupplier nanoTime, BooleanSupplier stopping) {
        this.err = err;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.stopping = stopping;
        this.toldAt = nanoTime.getAsLong();
    }

    @Override
    public void waiting(String forWhat) {
        tell("waiting: " + forWhat);
    }

    @Override
    public void reading(long done, long total) {
        tell(String.format(Locale.ROOT, "reading topics: %.0f%% of %,d offsets", 100.0 * done / total, total));
    }

    @Override
    public void input(String file, long events) {
        tell(String.format(Locale.ROOT, "reading %s: %,d events", file, events));
    }

    @Override
    public void checking(String what, long records) {
        tell(String.format(Locale.ROOT, "checking %s: %,d", what, records));
    }

    /** Takes the line away. */
    void clear() {
        if (terminal) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }

    private void tell(String line) {
        if (stopping.getAsBoolean()) {
            throw new CancellationException("stopping");
        }
        long now = nanoTime.getAsLong();
        if (now - toldAt < (terminal ? TERMINAL_NANOS : LINE_NANOS)) {
            return;
        }
        toldAt = now;
        if (terminal) {
            err.print(CLEAR_LINE + line.substring(0, Math.min(TERMINAL_CHARS, line.length())));
            err.flush();
        } else {
            err.println(line);
        }
    }
}
