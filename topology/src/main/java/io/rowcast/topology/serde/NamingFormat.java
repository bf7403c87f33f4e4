// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

/** The number of an item's naming to be forgotten. Layout: version u8 | number varint. */
public final class NamingFormat {
    private static final int VERSION = 1;

    private NamingFormat() {}

    public static byte[] encode(long number) {
        return new ByteWriter(8).u8(VERSION).varint(number).toBytes();
    }

    /**
     * Decodes it.
     *
     * @throws CorruptRecordException if the bytes are not of this layout
     */
    public static long decode(byte[] bytes) {
        ByteReader in = new ByteReader("naming", bytes, VERSION);
        long number = in.varint();
        in.end();
        return number;
    }
}
