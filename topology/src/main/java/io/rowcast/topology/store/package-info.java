// SPDX-License-Identifier: Apache-2.0
/**
 * The state of the topology: write-back stores over RocksDB for what a task owns, and tables in memory for what every
 * instance knows. May depend on Kafka Streams, {@code serde} and the domain packages.
 */
package io.rowcast.topology.store;
