// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.broker;

/** A Kafka cluster an instance works against. */
public interface Broker extends AutoCloseable {

    /** Addresses as clients want them: host:port[,host:port...]. */
    String bootstrapServers();

    /** Stops what this object started; a cluster that runs elsewhere is left alone. */
    @Override
    void close();

    /** A cluster that somebody else runs. */
    static Broker remote(String bootstrapServers) {
        return new RemoteBroker(bootstrapServers);
    }
}
