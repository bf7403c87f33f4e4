// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import io.rowcast.topology.graph.Interaction;
import java.time.Duration;

/** Where the events of a source go. Used by one thread. */
interface EventSink extends AutoCloseable {
    /** How long closing may take after a failure; a producer that was shut out or lost its broker would wait long. */
    Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** How far the source was loaded before. */
    LoadProgress begin();

    /** Produces one event, perhaps a little later. */
    void send(Interaction event);

    /**
     * Told after each event or malformed line, so that a limit of size or time can be kept.
     *
     * @param done what has been sent or passed over up to now
     */
    void reached(LoadProgress done);

    /**
     * Makes sure that everything sent is stored, together with the progress where that is kept. Readers of committed
     * records may see it a moment later.
     */
    void commit(LoadProgress done);

    /** Lets go of the connection; what was sent since the last commit may be dropped where that is atomic. */
    @Override
    void close();
}
