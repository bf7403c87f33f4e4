// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import io.rowcast.topology.graph.VoteCounts;

/** Layout of a page: version u8 | n varint | n x (label minus the one before varint | votes varint), labels ascending. */
public final class VoteCountsFormat {
    private static final int VERSION = 1;

    private VoteCountsFormat() {}

    public static byte[] encode(VoteCounts counts) {
        ByteWriter out = new ByteWriter(8 + 5 * counts.size()).u8(VERSION);
        write(out, counts);
        return out.toBytes();
    }

    /**
     * Decodes it.
     *
     * @throws CorruptRecordException if the bytes are not of this layout
     */
    public static VoteCounts decode(byte[] bytes) {
        ByteReader in = new ByteReader("label votes", bytes, VERSION);
        VoteCounts counts = read(in);
        in.end();
        return counts;
    }

    static void write(ByteWriter out, VoteCounts counts) {
        out.varint(counts.size());
        int before = 0;
        for (int i = 0; i < counts.size(); i++) {
            out.varint(counts.label(i) - before).varint(counts.votes(i));
            before = counts.label(i);
        }
    }

    static VoteCounts read(ByteReader in) {
        int size = in.count(2);
        VoteCounts counts = new VoteCounts(size);
        int label = 0;
        for (int i = 0; i < size; i++) {
            label += in.varint(Integer.MAX_VALUE - label);
            counts.append(label, in.varint());
        }
        return counts;
    }
}
