// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.codebook.RowGenerations;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.VolumeBlockFormat;
import io.rowcast.topology.serde.VolumeChangesFormat;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The generation of every row, as far as this instance has read it: 4 bytes a row and side. Generations only rise. Written
 * by the one global thread and read by all stream threads at once.
 */
public final class GenerationTable {
    private final int rows;
    private final int partitions;
    private final AtomicIntegerArray[] generations;
    private final AtomicLong[] sums = {new AtomicLong(), new AtomicLong()};
    private final long[] block = new long[VolumeBlockFormat.LABELS];

    GenerationTable(int rows, int partitions) {
        this.rows = rows;
        this.partitions = partitions;
        generations = new AtomicIntegerArray[] {new AtomicIntegerArray(rows), new AtomicIntegerArray(rows)};
    }

    /** The generation of a row, 0 or more. */
    public int generation(Side side, int row) {
        return generations[side.code()].getOpaque(row);
    }

    /** The generations of all rows of a side added up: the same only if none has risen. Never ahead of the rows. */
    public long sum(Side side) {
        return sums[side.code()].get();
    }

    /** Takes in a record of kind {@link Kind#ROWS} or {@link Kind#ROW_CHANGES}. */
    void apply(ClusterVolumeKey key, byte[] value) {
        if (key.kind() == Kind.ROW_CHANGES) {
            VolumeChangesFormat.decode(
                    value,
                    OwnedRows.count(rows, partitions),
                    (index, row) -> raise(key, OwnedRows.row(index, key.partition(), partitions), row));
            return;
        }
        VolumeBlockFormat.decode(value, block);
        for (int i = 0; i < block.length; i++) {
            if (block[i] != 0) {
                long index = (long) key.block() * VolumeBlockFormat.LABELS + i;
                if (index < 0 || index >= OwnedRows.count(rows, partitions)) {
                    throw new CorruptRecordException("cluster volumes: row number " + index + " is beyond K");
                }
                raise(key, OwnedRows.row((int) index, key.partition(), partitions), block[i]);
            }
        }
    }

    private void raise(ClusterVolumeKey key, int row, long packed) {
        if (row >= rows || !RowGenerations.valid(packed)) {
            throw new CorruptRecordException("cluster volumes: row " + row + " as " + packed + " in " + key);
        }
        AtomicIntegerArray ofSide = generations[key.side().code()];
        int rise = RowGenerations.generation(packed) - ofSide.getOpaque(row);
        if (rise > 0) {
            ofSide.setRelease(row, RowGenerations.generation(packed));
            sums[key.side().code()].addAndGet(rise);
        }
    }
}
