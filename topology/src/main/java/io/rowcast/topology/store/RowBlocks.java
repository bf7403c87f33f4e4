// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.codebook.RowChanges;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.RowBlockFormat;
import io.rowcast.topology.serde.RowBlockFormat.RowBlock;
import io.rowcast.topology.serde.VersionKey;
import io.rowcast.topology.serde.VersionKey.Kind;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps changes of rows in a store, only the blocks that were touched. Blocks carry the number of the round they belong to,
 * so those of an earlier round need not be deleted when a new one begins with nothing.
 */
final class RowBlocks {
    private RowBlocks() {}

    static void write(RowChanges changes, long round, KeyValueStore<Bytes, byte[]> store) {
        changes.takeTouched((side, kind, block, bits) -> store.put(
                Bytes.wrap(VersionKey.block(side, kind, block).encode()), RowBlockFormat.encode(round, bits)));
    }

    /** Reads those of a round into changes that are empty. */
    static void read(RowChanges changes, long round, KeyValueStore<Bytes, byte[]> store) {
        try (KeyValueIterator<Bytes, byte[]> records = store.all()) {
            while (records.hasNext()) {
                KeyValue<Bytes, byte[]> record = records.next();
                VersionKey key = VersionKey.decode(record.key.get());
                if (key.kind() == Kind.BLOCK) {
                    RowBlock block = RowBlockFormat.decode(record.value);
                    if (block.round() == round) {
                        changes.restore(key.side(), key.change(), key.number(), block.bits());
                    }
                }
            }
        }
    }

    /**
     * Checks a record of the changelog.
     *
     * @param rows K
     * @throws CorruptRecordException if it is a block beyond K
     */
    static void check(VersionKey key, byte[] value, int rows) {
        RowBlock block = RowBlockFormat.decode(value);
        long first = (long) key.number() * RowChanges.BLOCK_ROWS;
        if (first + block.bits().length() > rows) {
            throw new CorruptRecordException("block of rows: " + key + " is beyond K");
        }
    }
}
