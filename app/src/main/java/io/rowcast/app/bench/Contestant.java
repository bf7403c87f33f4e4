// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import io.rowcast.topology.clustering.Statistics;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.Topology;

/** A topology to be measured; one object serves one instance of Kafka Streams. */
interface Contestant extends AutoCloseable {

    Topology topology();

    /**
     * Whether the effects of all events are committed.
     *
     * @param events number of events produced so far
     * @param ends by partition of the input topic, the offset behind the last event
     */
    boolean done(long events, Map<Integer, Long> ends) throws InterruptedException;

    /** What it has made of the events, if it makes anything of them. */
    Optional<Statistics> statistics();

    @Override
    default void close() {}
}
