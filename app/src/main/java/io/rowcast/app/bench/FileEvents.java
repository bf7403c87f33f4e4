// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import io.rowcast.app.load.InputSource;
import io.rowcast.app.load.SourceEvents;
import io.rowcast.topology.graph.Interaction;
import java.nio.file.Path;

/** The edges that a file adds; what it removes or forgets is left out, as those events are not counted alike. */
final class FileEvents implements EventStream {
    private final SourceEvents events;

    FileEvents(Path file) {
        events = new SourceEvents(InputSource.of(file));
    }

    @Override
    public Interaction next() {
        Interaction event = events.next();
        while (event != null && event.op() != Interaction.Op.ADD) {
            event = events.next();
        }
        return event;
    }

    @Override
    public void close() {
        events.close();
    }

    /** The number of events in a file. */
    static long count(Path file) {
        try (FileEvents events = new FileEvents(file)) {
            long count = 0;
            while (events.next() != null) {
                count++;
            }
            return count;
        }
    }
}
