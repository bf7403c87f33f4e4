// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.serde.InteractionJson;
import io.rowcast.topology.serde.InvalidInteractionException;
import java.io.IOException;

/** Reads one JSON event per line; blank lines are passed over. */
final class JsonLinesReader implements EventReader {
    private final LineReader lines;
    private Interaction event;
    private String problem;

    JsonLinesReader(LineReader lines, long linesDone) throws IOException {
        this.lines = lines;
        while (lines.number() < linesDone) {
            if (!lines.next()) {
                return;
            }
        }
    }

    @Override
    public boolean advance() throws IOException {
        event = null;
        problem = null;
        while (lines.next()) {
            if (!lines.isEmpty()) {
                decode();
                return true;
            }
        }
        return false;
    }

    private void decode() {
        problem = lines.problem();
        if (problem == null) {
            try {
                event = InteractionJson.decode(lines.bytes());
            } catch (InvalidInteractionException e) {
                problem = e.getMessage();
            }
        }
    }

    @Override
    public Interaction event() {
        return event;
    }

    @Override
    public String problem() {
        return problem;
    }

    @Override
    public long line() {
        return lines.number();
    }

    @Override
    public long linesDone() {
        return lines.number();
    }
}
