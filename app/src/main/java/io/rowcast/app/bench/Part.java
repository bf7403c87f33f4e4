// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

/** The parts of the benchmark that can be run alone. */
public enum Part {
    /** Throughput of the bare topology. */
    CEILING,
    /** Throughput of Rowcast. */
    ROWCAST,
    /** Bytes that RocksDB writes by store, in trials of their own whose times do not count. */
    STORAGE,
    /** How long a new user or item waits for its row. */
    FRESHNESS,
    /** Time of clustering the whole graph anew in memory. */
    BATCH
}
