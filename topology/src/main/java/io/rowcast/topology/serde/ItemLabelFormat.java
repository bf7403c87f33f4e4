// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

/** Key: item hash 8 B. Value: version u8 | check 4 B in the low half of 8 B | label varint; null: the item is gone. */
public final class ItemLabelFormat {
    private static final int VERSION = 1;

    private ItemLabelFormat() {}

    /**
     * An item's label with the check of its id.
     *
     * @param label in [0, K)
     * @param check see {@link io.rowcast.topology.graph.VertexId#check()}
     */
    public record ItemLabel(int label, int check) {}

    public static byte[] encode(ItemLabel value) {
        return new ByteWriter(16)
                .u8(VERSION)
                .fixed(Integer.toUnsignedLong(value.check()))
                .varint(value.label())
                .toBytes();
    }

    /**
     * Decodes it.
     *
     * @throws CorruptRecordException if the bytes are not of this layout
     */
    public static ItemLabel decode(byte[] bytes) {
        ByteReader in = new ByteReader("item label", bytes, VERSION);
        int check = (int) in.fixed();
        int label = in.varint(Integer.MAX_VALUE);
        in.end();
        return new ItemLabel(label, check);
    }
}
