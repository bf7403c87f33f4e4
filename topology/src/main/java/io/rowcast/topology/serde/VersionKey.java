// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import io.rowcast.topology.codebook.RowChanges;
import io.rowcast.topology.graph.Side;
import java.nio.ByteBuffer;

/**
 * Key of the stores behind versions. Layout: kind u8 | side u8 | change u8 | number 4 B.
 *
 * @param kind what the value is
 * @param side side of a block of rows; USER for other kinds
 * @param change what happened to a block of rows; CHANGED for other kinds
 * @param number the block or the partition; 0 for the head
 */
public record VersionKey(Kind kind, Side side, RowChanges.Kind change, int number) {
    private static final int BYTES = 7;

    /** What a value is; the ordinal is stored. */
    public enum Kind {
        /** {@link VersionPartFormat} of the part being collected, or {@link VersionProgressFormat}. */
        HEAD,
        /** {@link VersionPartFormat} of the last part of a partition. */
        PART,
        /** {@link RowBlockFormat}. */
        BLOCK
    }

    public static final VersionKey HEAD = new VersionKey(Kind.HEAD, Side.USER, RowChanges.Kind.CHANGED, 0);

    /** The key of the last part of a partition. */
    public static VersionKey part(int partition) {
        return new VersionKey(Kind.PART, Side.USER, RowChanges.Kind.CHANGED, partition);
    }

    /** The key of a block of rows. */
    public static VersionKey block(Side side, RowChanges.Kind change, int block) {
        return new VersionKey(Kind.BLOCK, side, change, block);
    }

    public byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .put((byte) kind.ordinal())
                .put(side.code())
                .put((byte) change.ordinal())
                .putInt(number)
                .array();
    }

    /**
     * Decodes it.
     *
     * @throws CorruptRecordException if the bytes are not of this layout
     */
    public static VersionKey decode(byte[] bytes) {
        if (bytes == null || bytes.length != BYTES) {
            throw new CorruptRecordException("versions key: not " + BYTES + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int kind = in.get();
        int side = in.get();
        int change = in.get();
        int number = in.getInt();
        if (kind < 0
                || kind >= Kind.values().length
                || side < 0
                || side > 1
                || change < 0
                || change >= RowChanges.Kind.values().length
                || number < 0) {
            throw new CorruptRecordException(
                    "versions key: kind " + kind + ", side " + side + ", change " + change + ", number " + number);
        }
        return new VersionKey(Kind.values()[kind], Side.ofCode((byte) side), RowChanges.Kind.values()[change], number);
    }
}
