// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

/** A Kafka broker without topics. */
interface Broker extends AutoCloseable {
    /** What the tests run on: {@code process} or {@code container}. */
    String KIND = System.getProperty("rowcast.it.broker");

    /** Where it listens, as host:port. */
    String servers();

    @Override
    void close();
}
