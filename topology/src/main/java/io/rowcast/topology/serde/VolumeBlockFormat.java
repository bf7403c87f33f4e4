// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import java.util.Arrays;

/** Layout: version u8 | n varint | n x volume varint; volumes of consecutive labels from block * {@link #LABELS} on, zeros at the end left out. */
public final class VolumeBlockFormat {
    /** Labels of one block. */
    public static final int LABELS = 64;

    private static final int VERSION = 1;

    private VolumeBlockFormat() {}

    /** Number of blocks that hold K labels. */
    public static int blocks(int rows) {
        return (rows + LABELS - 1) / LABELS;
    }

    /** Encodes one block out of the volumes of all labels. */
    public static byte[] encode(long[] volumes, int block) {
        int from = block * LABELS;
        int to = Math.min(from + LABELS, volumes.length);
        while (to > from && volumes[to - 1] == 0) {
            to--;
        }
        ByteWriter out = new ByteWriter(8 + 3 * (to - from)).u8(VERSION).varint(to - from);
        for (int label = from; label < to; label++) {
            out.varint(volumes[label]);
        }
        return out.toBytes();
    }

    /**
     * Decodes a block into {@code into[0 .. LABELS)}.
     *
     * @throws CorruptRecordException if the bytes are not of this layout
     */
    public static void decode(byte[] bytes, long[] into) {
        ByteReader in = new ByteReader("volumes", bytes, VERSION);
        int size = in.varint(LABELS);
        for (int i = 0; i < size; i++) {
            into[i] = in.varint();
        }
        Arrays.fill(into, size, LABELS, 0);
        in.end();
    }
}
