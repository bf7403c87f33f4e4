// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a load to the user: a progress bar on a terminal, otherwise a plain line every few seconds. */
public final class ProgressListener implements LoadListener, AutoCloseable {
    private static final int MALFORMED_SHOWN = 20;
    private static final int BAR_INTERVAL_MS = 200;
    private static final long LINE_INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream err;
    private final boolean terminal;
    private final LongSupplier nanoTime;

    private ProgressBar bar;
    private BarOutput barOutput;
    private String source = "";
    private long totalBytes;
    private long malformed;
    private long lastLine;

    /** Writes to standard error, with a bar if the process talks to a terminal. */
    public ProgressListener() {
        this(System.err, Terminal.isPresent());
    }

    public ProgressListener(PrintStream err, boolean terminal) {
        this(err, terminal, System::nanoTime);
    }

    ProgressListener(PrintStream err, boolean terminal, LongSupplier nanoTime) {
        this.err = err;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    @Override
    public void sourceStarted(String name, long size) {
        closeBar();
        source = name;
        totalBytes = size;
        lastLine = nanoTime.getAsLong();
        if (terminal) {
            barOutput = new BarOutput(err);
            bar = new ProgressBarBuilder()
                    .setTaskName(name)
                    .setInitialMax(size)
                    .setUnit(" KiB", 1024)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(BAR_INTERVAL_MS)
                    .setConsumer(barOutput)
                    .build();
        } else {
            err.println("loading " + name + (size < 0 ? "" : " (" + Bytes.text(size) + ")"));
        }
    }

    @Override
    public void progress(long bytesRead, long events) {
        if (bar != null) {
            bar.stepTo(bytesRead);
            bar.setExtraMessage(String.format(Locale.ROOT, " %,d events", events));
        } else if (nanoTime.getAsLong() - lastLine >= LINE_INTERVAL_NANOS) {
            lastLine = nanoTime.getAsLong();
            String share = totalBytes > 0
                    ? String.format(Locale.ROOT, "%.0f%%", 100.0 * bytesRead / totalBytes)
                    : Bytes.text(bytesRead);
            err.printf(Locale.ROOT, "loading %s: %s, %,d events%n", source, share, events);
        }
    }

    @Override
    public void malformed(String name, long line, String reason) {
        malformed++;
        if (malformed <= MALFORMED_SHOWN) {
            err.println((bar == null ? "" : CLEAR_LINE) + name + ", line " + line + ": " + reason);
        } else if (malformed == MALFORMED_SHOWN + 1) {
            err.println((bar == null ? "" : CLEAR_LINE) + "further malformed lines are only counted");
        }
    }

    @Override
    public void finished(LoadSummary summary) {
        close();
    }

    /** As {@link #finished}, for those who read a source without a load. */
    @Override
    public void close() {
        closeBar();
        if (malformed > MALFORMED_SHOWN) {
            err.printf(Locale.ROOT, "%,d malformed lines in all%n", malformed);
        }
    }

    private void closeBar() {
        if (bar != null) {
            bar.close();
            barOutput.close();
            bar = null;
        }
    }
}
