// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import io.rowcast.app.load.InputSource.Input;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Loads one source, line after line, into a sink. */
final class SourceLoad {
    /** Lines between two looks at the clock. */
    private static final int CLOCK_LINES = 64;

    private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** Longest sleep at a time, so that a stop is noticed soon. */
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** What the sources of one load add up to. */
    static final class Totals {
        long lines;
        long events;
        long malformed;
        long alreadyLoaded;
        long bytes;
    }

    private final InputSource source;
    private final EventSink sink;
    private final LoadOptions options;
    private final LoadListener listener;
    private final BooleanSupplier stopped;
    private final Pace pace;
    private final Totals totals;

    private LoadProgress done = LoadProgress.START;
    private long bytesRead;
    private long lastReport;

    /**
     * @param pace shared by all sources of a load; {@code null} for no limit
     * @param stopped asked often; once true, the load ends in front of the next event
     */
    SourceLoad(
            InputSource source,
            EventSink sink,
            LoadOptions options,
            LoadListener listener,
            BooleanSupplier stopped,
            Pace pace,
            Totals totals) {
        this.source = source;
        this.sink = sink;
        this.options = options;
        this.listener = listener;
        this.stopped = stopped;
        this.pace = pace;
        this.totals = totals;
    }

    /**
     * Loads what was not loaded before.
     *
     * @return whether the end was reached
     * @throws LoadException naming the place, if the source cannot be read on, or has a malformed line and that is fatal;
     *     everything in front of the place is committed
     */
    boolean run() {
        done = sink.begin();
        totals.alreadyLoaded += done.events();
        listener.sourceStarted(source.name(), source.size());
        if (done.complete()) {
            totals.bytes += source.size();
            listener.progress(source.size(), totals.events);
            return true;
        }
        EventReader reader = null;
        try (Input input = source.open()) {
            reader = EventReader.open(source.format(), source.name(), input.text(), done.lines());
            return read(reader, input);
        } catch (IOException e) {
            if (stopped.getAsBoolean()) {
                sink.commit(done);
                return false;
            }
            if (reader == null) {
                throw new LoadException(source.name() + ": " + reasonOf(e), e);
            }
            sink.commit(done);
            throw new LoadException(source.name() + ", behind line " + reader.linesDone() + ": " + reasonOf(e), e);
        } finally {
            totals.bytes += bytesRead;
        }
    }

    private boolean read(EventReader reader, Input input) throws IOException {
        int untilClock = 0;
        while (!stopped.getAsBoolean() && reader.advance()) {
            if (--untilClock < 0) {
                untilClock = CLOCK_LINES;
                report(input);
            }
            if (reader.problem() != null) {
                passOver(reader);
            } else if (awaitTurn(input)) {
                sink.send(reader.event());
                totals.events++;
                advanceTo(reader.linesDone(), done.events() + 1, done.malformed());
            } else {
                break;
            }
            sink.reached(done);
        }
        boolean complete = !stopped.getAsBoolean();
        if (complete) {
            advanceTo(reader.linesDone(), done.events(), done.malformed());
        }
        sink.commit(done);
        if (complete) {
            // A commit of its own: the broker takes it when the one before is through, so the events can now be read.
            done = new LoadProgress(done.lines(), done.events(), done.malformed(), true);
            sink.commit(done);
        }
        bytesRead = input.stored().count();
        listener.progress(bytesRead, totals.events);
        return complete;
    }

    private void passOver(EventReader reader) {
        totals.malformed++;
        listener.malformed(source.name(), reader.line(), reader.problem());
        if (options.failOnMalformed()) {
            sink.commit(done);
            throw new LoadException(source.name() + ", line " + reader.line() + ": " + reader.problem());
        }
        advanceTo(reader.linesDone(), done.events(), done.malformed() + 1);
    }

    private void advanceTo(long lines, long events, long malformed) {
        totals.lines += lines - done.lines();
        done = new LoadProgress(lines, events, malformed, false);
    }

    /** Waits as long as the rate limit asks; false if stopped meanwhile. */
    private boolean awaitTurn(Input input) {
        if (pace == null) {
            return true;
        }
        long wait = pace.nanosToWait();
        while (wait > 0) {
            if (stopped.getAsBoolean()) {
                return false;
            }
            sink.reached(done);
            report(input);
            LockSupport.parkNanos(Math.min(wait, NAP_NANOS));
            wait = pace.nanosToWait();
        }
        pace.sent();
        return true;
    }

    private void report(Input input) {
        long now = System.nanoTime();
        bytesRead = input.stored().count();
        if (now - lastReport >= PROGRESS_NANOS) {
            lastReport = now;
            listener.progress(bytesRead, totals.events);
        }
    }

    private static String reasonOf(IOException e) {
        return e instanceof EOFException
                ? "the compressed data ends too early"
                : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
