// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

/**
 * What RocksDB wrote for a store, over all its partitions; bytes.
 *
 * @param put keys and values as the topology wrote them
 * @param flushed written to disk out of memory
 * @param compacted written to disk again by compaction
 */
record StoreBytes(long put, long flushed, long compacted) {
    static final StoreBytes NOTHING = new StoreBytes(0, 0, 0);

    StoreBytes plus(StoreBytes other) {
        return new StoreBytes(put + other.put, flushed + other.flushed, compacted + other.compacted);
    }

    StoreBytes minus(StoreBytes other) {
        return new StoreBytes(put - other.put, flushed - other.flushed, compacted - other.compacted);
    }
}
