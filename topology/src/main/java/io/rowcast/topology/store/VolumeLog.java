// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.VolumeBlockFormat;
import io.rowcast.topology.serde.VolumeChangesFormat;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What of a task's volumes is still to be written to one place. A round writes the labels that changed since the last one
 * as a single record, however many there are, to one of a few slots; slots are used in turn. By the time a slot is used
 * again, every block of labels with a change in it has been written as a whole, a few in each round. So the latest records
 * of all keys are always the volumes: those of the blocks, and over them those of the slots in the order of their rounds.
 */
public final class VolumeLog {
    /** Rounds in which every block that changed is written once. */
    public static final int SLOTS = 64;

    private final Side side;
    private final int partition;
    private final Kind kind;
    private final BitSet labels = new BitSet();
    private final BitSet blocks = new BitSet();
    private long round;
    private boolean anew;

    /**
     * @param kind the kind of its blocks
     */
    VolumeLog(Side side, int partition, Kind kind) {
        this.side = side;
        this.partition = partition;
        this.kind = kind;
    }

    /** Notes that the volume of a label changed. */
    void add(int label) {
        labels.set(label);
        blocks.set(label / VolumeBlockFormat.LABELS);
    }

    /** Begins again at round 0: the next round writes whole blocks and empties every slot that was ever used. */
    void restart(BitSet all) {
        labels.clear();
        blocks.clear();
        blocks.or(all);
        round = 0;
        anew = !all.isEmpty();
    }

    /** Writes a round, if anything changed. */
    void write(long[] volumes, BiConsumer<ClusterVolumeKey, byte[]> records) {
        if (anew) {
            anew = false;
            writeBlocks(volumes, 0, 1, records);
            for (int slot = 0; slot < SLOTS; slot++) {
                records.accept(key(kind.changes(), slot), VolumeChangesFormat.encode(0, volumes, new BitSet()));
            }
            labels.clear();
        } else if (!labels.isEmpty()) {
            int slot = (int) (round % SLOTS);
            records.accept(key(kind.changes(), slot), VolumeChangesFormat.encode(round, volumes, labels));
            writeBlocks(volumes, slot, SLOTS, records);
            labels.clear();
            round++;
        }
    }

    private void writeBlocks(long[] volumes, int from, int step, BiConsumer<ClusterVolumeKey, byte[]> records) {
        for (int block = from; block < blocks.length(); block += step) {
            if (blocks.get(block)) {
                blocks.clear(block);
                records.accept(key(kind, block), VolumeBlockFormat.encode(volumes, block));
            }
        }
    }

    private ClusterVolumeKey key(Kind ofKind, int block) {
        return new ClusterVolumeKey(ofKind, side, partition, block);
    }

    /**
     * Reads volumes back.
     *
     * @param records the latest records of one task, of any kind
     * @param kind the kind of the blocks to read
     * @param volumes volumes of all K labels, 0 before
     * @return the blocks that hold what was read
     * @throws CorruptRecordException if a record is damaged or beyond K
     */
    public static BitSet read(Map<ClusterVolumeKey, byte[]> records, Kind kind, long[] volumes) {
        BitSet found = new BitSet();
        List<byte[]> changes = new ArrayList<>();
        long[] block = new long[VolumeBlockFormat.LABELS];
        records.forEach((key, value) -> {
            if (key.kind() == kind.changes()) {
                changes.add(value);
            } else if (key.kind() == kind) {
                int from = key.block() * VolumeBlockFormat.LABELS;
                if (key.block() < 0 || key.block() >= VolumeBlockFormat.blocks(volumes.length)) {
                    throw new CorruptRecordException("volumes: block " + key.block() + " is beyond K");
                }
                VolumeBlockFormat.decode(value, block);
                System.arraycopy(block, 0, volumes, from, Math.min(block.length, volumes.length - from));
                found.set(key.block());
            }
        });
        changes.sort(Comparator.comparingLong(VolumeChangesFormat::round));
        for (byte[] change : changes) {
            VolumeChangesFormat.decode(change, volumes.length, (label, volume) -> {
                volumes[label] = volume;
                found.set(label / VolumeBlockFormat.LABELS);
            });
        }
        return found;
    }
}
