// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import io.rowcast.topology.graph.Interaction;

/** Events of a workload, always the same ones in the same order. */
interface EventStream extends AutoCloseable {

    /** The next event, or {@code null} when there are no more. */
    Interaction next();

    /** Passes over events. */
    default void skip(long count) {
        for (long i = 0; i < count; i++) {
            next();
        }
    }

    @Override
    default void close() {}
}
