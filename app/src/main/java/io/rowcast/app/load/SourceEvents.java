package io.rowcast.app.load;

import io.rowcast.app.load.InputSource.Input;
import io.rowcast.topology.graph.Interaction;
import java.io.IOException;

/** The events of a source one after the other, for callers that do more with them than load; malformed lines are left out. */
public final class SourceEvents implements AutoCloseable {
    private final InputSource source;
    private final Input input;
    private final EventReader reader;

    /**
     * Opens the source at its beginning.
     *
     * @throws LoadException naming the source, if it cannot be read
     */
    public SourceEvents(InputSource source) {
        this.source = source;
        try {
            this.input = source.open();
            this.reader = EventReader.open(source.format(), source.name(), input.text(), 0);
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
                    return reader.event();
                }
            }
            return null;
        } catch (IOException e) {
            throw new LoadException(source.name() + ", behind line " + reader.linesDone() + ": " + e.getMessage(), e);
        }
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
