// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import java.nio.file.Path;

/** A Kafka broker that tests may do harm to. It keeps its address and its data until it is closed. */
interface Broker extends AutoCloseable {
    /** What the tests run on: {@code process} or {@code container}. */
    String KIND = System.getProperty("rowcast.it.broker");

    /** Starts the kind of broker that was asked for. */
    static Broker start(Path directory) {
        return switch (KIND) {
            case "process" -> new BrokerProcess(directory);
            case "container" -> new BrokerContainer();
            default ->
                throw new IllegalArgumentException("rowcast.it.broker is process or container, not '" + KIND + "'");
        };
    }

    /** Where it listens, as host:port. */
    String servers();

    /** Ends it without giving it a chance to do anything. */
    void kill();

    /** Starts it again where it was killed. */
    void restart();

    @Override
    void close();
}
