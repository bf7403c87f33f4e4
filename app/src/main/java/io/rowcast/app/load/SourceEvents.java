// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import io.rowcast.app.load.InputSource.Input;
import io.rowcast.topology.graph.Interaction;
import java.io.IOException;

/** The events of a source one after the other, for callers that do more with them than load; malformed lines are left out. */
public final class SourceEvents implements AutoCloseable {
    /** Events between two reports of progress. */
    private static final int REPORT_EVENTS = 1 << 16;

    private final InputSource source;
    private final LoadListener listener;
    private final Input input;
    private final EventReader reader;
    private long events;

    /**
     * Opens the source at its beginning.
     *
     * @throws LoadException naming the source, if it cannot be read
     */
    public SourceEvents(InputSource source) {
        this(source, LoadListener.none());
    }

    /**
     * As {@link #SourceEvents(InputSource)}, and tells of progress and of malformed lines, but not of the end.
     *
     * @throws LoadException naming the source, if it cannot be read
     */
    public SourceEvents(InputSource source, LoadListener listener) {
        this.source = source;
        this.listener = listener;
        try {
            this.input = source.open();
            this.reader = EventReader.open(source.format(), source.name(), input.text(), 0);
            listener.sourceStarted(source.name(), source.size());
        } catch (IOException e) {
            throw new LoadException(source.name() + ": " + e.getMessage(), e);
        }
    }

    /**
     * The next event, or {@code null} at the end.
     *
     * @throws LoadException naming the place, if the source cannot be read on
     */
    public Interaction next() {
        try {
            while (reader.advance()) {
                if (reader.problem() == null) {
                    if (++events % REPORT_EVENTS == 0) {
                        listener.progress(input.stored().count(), events);
                    }
                    return reader.event();
                }
                listener.malformed(source.name(), reader.line(), reader.problem());
            }
            return null;
        } catch (IOException e) {
            throw new LoadException(source.name() + ", behind line " + reader.linesDone() + ": " + e.getMessage(), e);
        }
    }

    /** Number of the physical line where the latest event begins, from 1. */
    public long line() {
        return reader.line();
    }

    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException e) {
            throw new LoadException(source.name() + ": " + e.getMessage(), e);
        }
    }
}
