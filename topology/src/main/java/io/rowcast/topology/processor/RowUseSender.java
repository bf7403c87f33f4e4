// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.RowUsesFormat;
import io.rowcast.topology.serde.RowUsesFormat.RowUses;
import io.rowcast.topology.store.OwnedRows;
import io.rowcast.topology.store.VolumeStore;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.function.BiConsumer;

/** Tells of the rows that a task has taken into use or left, one record per partition that decides their generations. */
final class RowUseSender {
    private static final int MAX_ROWS = 1 << 15;

    private final Side side;
    private final BiConsumer<byte[], byte[]> sink;
    private final IntArrayList[] taken;
    private final IntArrayList[] left;

    /**
     * @param sink sends a record, key and value
     */
    RowUseSender(Side side, int partitions, BiConsumer<byte[], byte[]> sink) {
        this.side = side;
        this.sink = sink;
        taken = new IntArrayList[partitions];
        left = new IntArrayList[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            taken[partition] = new IntArrayList();
            left[partition] = new IntArrayList();
        }
    }

    /** Sends what has changed since the last commit. */
    void send(VolumeStore volumes) {
        volumes.tellUses(this::add);
        for (int partition = 0; partition < taken.length; partition++) {
            flush(partition);
        }
    }

    private void add(int row, boolean used) {
        int owner = OwnedRows.owner(row, taken.length);
        IntArrayList rows = used ? taken[owner] : left[owner];
        rows.add(row);
        if (rows.size() == MAX_ROWS) {
            flush(owner);
        }
    }

    private void flush(int partition) {
        if (!taken[partition].isEmpty() || !left[partition].isEmpty()) {
            RowUses uses = new RowUses(side, taken[partition], left[partition]);
            sink.accept(PartitionKey.encode(partition), RowUsesFormat.encode(uses));
            taken[partition].clear();
            left[partition].clear();
        }
    }
}
