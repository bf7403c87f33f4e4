// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import io.rowcast.topology.codebook.RowChanges;
import java.util.BitSet;

/**
 * A block of {@link RowChanges#BLOCK_ROWS} bits of rows. Layout: version u8 | round varint | bits, length first, bit r & 7
 * of byte r >> 3.
 */
public final class RowBlockFormat {
    private static final int VERSION = 1;

    private RowBlockFormat() {}

    /**
     * A block.
     *
     * @param round what it was collected for; one of an earlier round is out of date
     * @param bits the rows, from 0 on
     */
    public record RowBlock(long round, BitSet bits) {}

    public static byte[] encode(long round, BitSet bits) {
        byte[] bytes = bits.toByteArray();
        return new ByteWriter(bytes.length + 8)
                .u8(VERSION)
                .varint(round)
                .bytes(bytes)
                .toBytes();
    }

    /**
     * Decodes it.
     *
     * @throws CorruptRecordException if the bytes are not of this layout
     */
    public static RowBlock decode(byte[] value) {
        ByteReader in = new ByteReader("block of rows", value, VERSION);
        long round = in.varint();
        BitSet bits = BitSet.valueOf(in.bytes());
        in.end();
        if (bits.length() > RowChanges.BLOCK_ROWS) {
            throw new CorruptRecordException("block of rows: bit " + (bits.length() - 1));
        }
        return new RowBlock(round, bits);
    }
}
