/**
 * Reads the public mapping topic, for trainers, serving systems and exports.
 *
 * <p>May depend on kafka-clients, the formats in {@code serde} and the types in {@code codebook} and {@code graph}; not
 * on Kafka Streams, so that a reader needs no more than a Kafka client.
 */
package io.rowcast.topology.client;
