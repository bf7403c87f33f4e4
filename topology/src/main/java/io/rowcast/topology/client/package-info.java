// SPDX-License-Identifier: Apache-2.0
/**
 * Reads the public topics for trainers, serving systems and exports: the table version by version with {@link
 * io.rowcast.topology.client.CodebookReader}, or as it is with {@link io.rowcast.topology.client.MappingReader}.
 *
 * <p>May depend on kafka-clients, the formats in {@code serde} and the types in {@code codebook} and {@code graph}; not
 * on Kafka Streams, so that a reader needs no more than a Kafka client.
 */
package io.rowcast.topology.client;
