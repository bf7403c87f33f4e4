// SPDX-License-Identifier: Apache-2.0
/**
 * Byte and JSON layouts of everything stored or published, one class each, every one versioned. May depend on
 * {@code graph}, {@code clustering} and {@code codebook}; knows nothing of Kafka or RocksDB.
 */
package io.rowcast.topology.serde;
