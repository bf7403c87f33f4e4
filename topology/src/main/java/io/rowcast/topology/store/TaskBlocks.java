// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.VolumeBlockFormat;
import io.rowcast.topology.serde.VolumeChangesFormat;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What every task published by label, of one kind of blocks, as far as it has arrived. Tells by how much each record
 * changes it, so that a record seen twice changes nothing the second time. Not safe for several threads at once.
 */
final class TaskBlocks {
    private final Kind kind;
    private final int rows;
    private final Map<ClusterVolumeKey, byte[]> blocks = new HashMap<>();
    private final long[] before = new long[VolumeBlockFormat.LABELS];
    private final long[] after = new long[VolumeBlockFormat.LABELS];
    private final IntArrayList changedLabels = new IntArrayList();
    private final LongArrayList changedValues = new LongArrayList();

    /** Is told of a block that was {@code before} and is {@code after}, of labels from {@code from} on. */
    @FunctionalInterface
    interface Change {
        void accept(ClusterVolumeKey key, int from, long[] before, long[] after);
    }

    /**
     * @param kind the kind of its blocks
     * @param rows K
     */
    TaskBlocks(Kind kind, int rows) {
        this.kind = kind;
        this.rows = rows;
    }

    /**
     * Takes in a record of the kind, or of the changes of that kind.
     *
     * @throws CorruptRecordException if it is not one, or of labels beyond K; then nothing is changed
     */
    void apply(ClusterVolumeKey key, byte[] value, Change each) {
        if (key.kind() == kind) {
            applyBlock(key, value, each);
        } else {
            applyChanges(key, value, each);
        }
    }

    private void applyBlock(ClusterVolumeKey key, byte[] value, Change each) {
        if (key.block() < 0 || key.block() >= VolumeBlockFormat.blocks(rows)) {
            throw new CorruptRecordException("cluster volumes: block " + key.block() + " is beyond K");
        }
        VolumeBlockFormat.decode(value, after);
        int from = key.block() * VolumeBlockFormat.LABELS;
        for (int i = rows - from; i < VolumeBlockFormat.LABELS; i++) {
            if (after[i] != 0) {
                throw new CorruptRecordException("cluster volumes: label " + (from + i) + " is beyond K");
            }
        }
        decodeKnown(key);
        replace(key, value, each);
    }

    private void applyChanges(ClusterVolumeKey key, byte[] value, Change each) {
        changedLabels.clear();
        changedValues.clear();
        VolumeChangesFormat.decode(value, rows, (label, changed) -> {
            changedLabels.add(label);
            changedValues.add(changed);
        });
        int i = 0;
        while (i < changedLabels.size()) {
            int block = changedLabels.getInt(i) / VolumeBlockFormat.LABELS;
            ClusterVolumeKey blockKey = new ClusterVolumeKey(kind, key.side(), key.partition(), block);
            decodeKnown(blockKey);
            System.arraycopy(before, 0, after, 0, after.length);
            int from = block * VolumeBlockFormat.LABELS;
            for (; i < changedLabels.size() && changedLabels.getInt(i) < from + VolumeBlockFormat.LABELS; i++) {
                after[changedLabels.getInt(i) - from] = changedValues.getLong(i);
            }
            replace(blockKey, VolumeBlockFormat.encode(after, 0), each);
        }
    }

    private void decodeKnown(ClusterVolumeKey key) {
        byte[] known = blocks.get(key);
        if (known == null) {
            Arrays.fill(before, 0);
        } else {
            VolumeBlockFormat.decode(known, before);
        }
    }

    private void replace(ClusterVolumeKey key, byte[] value, Change each) {
        blocks.put(key, value);
        each.accept(key, key.block() * VolumeBlockFormat.LABELS, before, after);
    }

    /** Gives out what one task has published, in blocks that were empty before. */
    void ofTask(Side side, int partition, Change each) {
        long[] none = new long[VolumeBlockFormat.LABELS];
        long[] block = new long[VolumeBlockFormat.LABELS];
        blocks.forEach((key, value) -> {
            if (key.side() == side && key.partition() == partition) {
                VolumeBlockFormat.decode(value, block);
                each.accept(key, key.block() * VolumeBlockFormat.LABELS, none, block);
            }
        });
    }
}
