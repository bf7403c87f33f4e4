// SPDX-License-Identifier: Apache-2.0
/**
 * A generated live stream of interactions with planted co-clusters, for demonstrations, tests and benchmarks.
 *
 * <p>May depend on kafka-clients, on the graph types of the topology, and on {@code io.rowcast.app.load} for how events
 * are produced. {@link io.rowcast.app.demo.PlantedStream} itself needs no Kafka.
 */
package io.rowcast.app.demo;
