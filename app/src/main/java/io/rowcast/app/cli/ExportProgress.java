// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.load.BarOutput;
import io.rowcast.topology.client.TopicReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows an export: on a terminal a bar, else a line every few seconds. Ends the export where the process is told to stop. */
final class ExportProgress implements TopicReader.Progress, AutoCloseable {
    private static final long LINE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int BAR_INTERVAL_MS = 200;

    private final PrintStream err;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private final BooleanSupplier stopping;

    private ProgressBar bar;
    private BarOutput barOutput;
    private long toldAt;

    ExportProgress(PrintStream err, boolean terminal, LongSupplier nanoTime, BooleanSupplier stopping) {
        this.err = err;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.stopping = stopping;
        this.toldAt = nanoTime.getAsLong();
    }

    @Override
    public void read(long positionsRead, long positionsTotal) {
        checkStopping();
        if (terminal) {
            if (bar == null) {
                barOutput = new BarOutput(err);
                bar = new ProgressBarBuilder()
                        .setTaskName("reading")
                        .setInitialMax(positionsTotal)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(BAR_INTERVAL_MS)
                        .setConsumer(barOutput)
                        .build();
            }
            bar.maxHint(positionsTotal);
            bar.stepTo(positionsRead);
        } else {
            line(String.format(
                    Locale.ROOT,
                    "reading: %.0f%% of %,d offsets",
                    100.0 * positionsRead / positionsTotal,
                    positionsTotal));
        }
    }

    /** Shows what is done besides reading. */
    void doing(String what) {
        checkStopping();
        close();
        if (terminal) {
            err.println(what);
        } else {
            line(what);
        }
    }

    private void line(String text) {
        long now = nanoTime.getAsLong();
        if (now - toldAt >= LINE_NANOS) {
            toldAt = now;
            err.println(text);
        }
    }

    private void checkStopping() {
        if (stopping.getAsBoolean()) {
            throw new CancellationException("stopping");
        }
    }

    /** Takes the bar away. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            barOutput.close();
            bar = null;
        }
    }
}
