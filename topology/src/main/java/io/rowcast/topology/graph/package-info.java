// SPDX-License-Identifier: Apache-2.0
/**
 * The bipartite interaction graph: sides, vertices, edges and events. Depends on nothing of Rowcast, and knows nothing
 * of Kafka, RocksDB or logging.
 */
package io.rowcast.topology.graph;
