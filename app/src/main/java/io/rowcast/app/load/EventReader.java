// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import io.rowcast.topology.graph.Interaction;
import java.io.IOException;
import java.io.InputStream;

/** Reads the events of one source, one after the other; malformed lines come up in their place. */
interface EventReader {

    /**
     * Opens a reader behind the lines already done.
     *
     * @param text the decompressed bytes from the beginning of the source
     * @param linesDone physical lines to pass over
     * @throws LoadException if the header is not one
     */
    static EventReader open(InputFormat format, String name, InputStream text, long linesDone) throws IOException {
        LineReader lines = new LineReader(text);
        return switch (format) {
            case CSV -> new DelimitedReader(name, lines, ',', linesDone);
            case TSV -> new DelimitedReader(name, lines, '\t', linesDone);
            case JSONL -> new JsonLinesReader(lines, linesDone);
        };
    }

    /** Goes to the next event or malformed line; false at the end. */
    boolean advance() throws IOException;

    /** The present event, or {@code null} if the line is malformed. */
    Interaction event();

    /** What is wrong with the present line, or {@code null} if nothing is. */
    String problem();

    /** Number of the physical line where the present event begins, from 1. */
    long line();

    /** Physical lines read up to the end of the present event, or of the source when there is none. */
    long linesDone();
}
