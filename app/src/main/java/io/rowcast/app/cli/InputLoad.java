// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.load.EventLoader;
import io.rowcast.app.load.InputSource;
import io.rowcast.app.load.LoadListener;
import io.rowcast.app.load.LoadOptions;
import io.rowcast.app.load.LoadSummary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The load of a run's input, on a thread beside the topology; it goes on where an earlier run stopped. */
final class InputLoad implements AutoCloseable {
    private static final int MALFORMED_SHOWN = 20;

    private final EventLoader loader;
    private final List<InputSource> sources;
    private final CompletableFuture<LoadSummary> end = new CompletableFuture<>();
    private final Thread thread = new Thread(this::load, "input-load");
    private volatile long firstEvent;
    private volatile String progress = "";

    InputLoad(
            Map<String, Object> clientProperties,
            String topic,
            List<InputSource> sources,
            boolean failOnMalformed,
            boolean marked,
            StatusPrinter printer) {
        LoadOptions options = new LoadOptions(0, failOnMalformed, true, LoadOptions.DEFAULT_TRANSACTION_EVENTS, marked);
        this.loader = new EventLoader(clientProperties, topic, options, new Listener(printer));
        this.sources = sources;
    }

    void start() {
        thread.start();
    }

    /**
     * The summary, once the load has ended.
     *
     * @throws io.rowcast.app.load.LoadException if the load failed
     */
    Optional<LoadSummary> summary() {
        try {
            return Optional.ofNullable(end.getNow(null));
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** When this load produced its first event, in nanoseconds of {@link System#nanoTime()}. */
    OptionalLong firstEvent() {
        return firstEvent == 0 ? OptionalLong.empty() : OptionalLong.of(firstEvent);
    }

    /** What the load does at the moment, in a few words; empty when it has ended. */
    String doing() {
        return end.isDone() ? "" : progress;
    }

    @Override
    public void close() {
        loader.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void load() {
        try {
            end.complete(loader.load(sources));
        } catch (RuntimeException | Error e) {
            end.completeExceptionally(e);
        }
    }

    private final class Listener implements LoadListener {
        private final StatusPrinter printer;
        private long size;
        private long malformed;

        Listener(StatusPrinter printer) {
            this.printer = printer;
        }

        @Override
        public void sourceStarted(String name, long totalBytes) {
            size = totalBytes;
            printer.line("loading " + name);
        }

        @Override
        public void progress(long bytesRead, long events) {
            if (events > 0 && firstEvent == 0) {
                firstEvent = System.nanoTime();
            }
            progress = size > 0
                    ? String.format(Locale.ROOT, "loading %.0f%%", 100.0 * bytesRead / size)
                    : String.format(Locale.ROOT, "loaded %,d", events);
        }

        @Override
        public void malformed(String source, long line, String reason) {
            malformed++;
            if (malformed <= MALFORMED_SHOWN) {
                printer.line(source + ", line " + line + ": " + reason);
            } else if (malformed == MALFORMED_SHOWN + 1) {
                printer.line("further malformed lines are only counted");
            }
        }

        @Override
        public void finished(LoadSummary summary) {
            printer.line(summary.toText());
        }
    }
}
