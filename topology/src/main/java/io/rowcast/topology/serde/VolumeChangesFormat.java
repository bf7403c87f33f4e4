// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import java.util.BitSet;

/** Layout: version u8 | round varint | n varint | n x (step from the label before, or from -1, varint | volume varint). */
public final class VolumeChangesFormat {
    private static final int VERSION = 1;

    private VolumeChangesFormat() {}

    /** Is told of labels in ascending order. */
    @FunctionalInterface
    public interface LabelVolume {
        void accept(int label, long volume);
    }

    /**
     * Encodes the volumes of some labels.
     *
     * @param round orders the records of a task, &gt;= 0
     * @param volumes volumes of all labels
     * @param labels those to encode
     */
    public static byte[] encode(long round, long[] volumes, BitSet labels) {
        int count = labels.cardinality();
        ByteWriter out =
                new ByteWriter(16 + 5 * count).u8(VERSION).varint(round).varint(count);
        int before = -1;
        for (int label = labels.nextSetBit(0); label >= 0; label = labels.nextSetBit(label + 1)) {
            out.varint(label - before).varint(volumes[label]);
            before = label;
        }
        return out.toBytes();
    }

    /** The round of a record. */
    public static long round(byte[] bytes) {
        return new ByteReader("volume changes", bytes, VERSION).varint();
    }

    /**
     * Decodes it.
     *
     * @param rows K
     * @throws CorruptRecordException if the bytes are not of this layout or a label is not in [0, K)
     */
    public static void decode(byte[] bytes, int rows, LabelVolume each) {
        ByteReader in = new ByteReader("volume changes", bytes, VERSION);
        in.varint();
        int count = in.count(2);
        int label = -1;
        for (int i = 0; i < count; i++) {
            int step = in.varint(Integer.MAX_VALUE);
            if (step == 0 || step >= rows - label) {
                throw new CorruptRecordException("volume changes: a step of " + step + " from label " + label);
            }
            label += step;
            each.accept(label, in.varint());
        }
        in.end();
    }
}
