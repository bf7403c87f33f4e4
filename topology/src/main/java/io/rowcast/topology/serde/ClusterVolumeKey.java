// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import io.rowcast.topology.graph.Side;
import java.nio.ByteBuffer;

/**
 * Key of the cluster-volumes topic and of the stores behind it. Layout: kind u8 | side u8 | partition 4 B | block 4 B.
 *
 * @param kind what the value is
 * @param side side of the task that wrote it
 * @param partition partition of that task: a key has one writer
 * @param block number of the block of labels, or of the slot of changes; 0 for other kinds
 */
public record ClusterVolumeKey(Kind kind, Side side, int partition, int block) {
    private static final int BYTES = 10;

    /** What a value is; the ordinal is stored. */
    public enum Kind {
        /** {@link VolumeBlockFormat}. */
        VOLUMES,
        /** {@link TaskReportFormat}. */
        REPORT,
        /** {@link PremiumFormat}. */
        PREMIUM,
        /** Only in stores: an item being forgotten, its hash where partition and block are. */
        FORGET,
        /** {@link VolumeChangesFormat}. */
        CHANGES,
        /** Only in stores: how many users have each label as their second one, as {@link #VOLUMES}. */
        SECONDARIES,
        /** Only in stores: as {@link #CHANGES}, of {@link #SECONDARIES}. */
        SECONDARY_CHANGES,
        /**
         * The rows whose generations the partition decides, by their number there, as {@link #VOLUMES}; each as packed by
         * {@link io.rowcast.topology.codebook.RowGenerations}.
         */
        ROWS,
        /** As {@link #CHANGES}, of {@link #ROWS}. */
        ROW_CHANGES,
        /** How many vertices of the task have each label, as {@link #VOLUMES}. */
        MEMBERS,
        /** As {@link #CHANGES}, of {@link #MEMBERS}. */
        MEMBER_CHANGES;

        /** The kind of the changes of what is written in blocks of this kind. */
        public Kind changes() {
            return switch (this) {
                case VOLUMES -> CHANGES;
                case SECONDARIES -> SECONDARY_CHANGES;
                case ROWS -> ROW_CHANGES;
                case MEMBERS -> MEMBER_CHANGES;
                default -> throw new IllegalArgumentException(this + " is not written in blocks");
            };
        }
    }

    public byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .put((byte) kind.ordinal())
                .put(side.code())
                .putInt(partition)
                .putInt(block)
                .array();
    }

    /**
     * Decodes it.
     *
     * @throws CorruptRecordException if the bytes are not of this layout
     */
    public static ClusterVolumeKey decode(byte[] bytes) {
        if (bytes == null || bytes.length != BYTES) {
            throw new CorruptRecordException("cluster volumes key: not " + BYTES + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int kind = in.get();
        int side = in.get();
        if (kind < 0 || kind >= Kind.values().length || side < 0 || side > 1) {
            throw new CorruptRecordException("cluster volumes key: kind " + kind + ", side " + side);
        }
        return new ClusterVolumeKey(Kind.values()[kind], Side.ofCode((byte) side), in.getInt(), in.getInt());
    }

    /** The key under which a task remembers an item that is being forgotten. */
    public static ClusterVolumeKey forget(long item) {
        return new ClusterVolumeKey(Kind.FORGET, Side.USER, (int) (item >>> 32), (int) item);
    }

    /** The item of a {@link Kind#FORGET} key. */
    public long item() {
        return (long) partition << 32 | Integer.toUnsignedLong(block);
    }
}
