// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import io.rowcast.topology.codebook.ContentHash;
import io.rowcast.topology.codebook.RowChanges;
import io.rowcast.topology.codebook.RowChanges.Kind;
import io.rowcast.topology.codebook.TableSum;
import io.rowcast.topology.codebook.VersionPart;
import io.rowcast.topology.graph.Side;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A part of a version, between the subtopologies and in stores. Layout: version u8 | partition varint | number varint |
 * position varint | users varint | items varint | user rows varint | item rows varint | hash 16 B | requests varint, each
 * 8 B | user bits, item bits: of each kind, length first.
 */
public final class VersionPartFormat {
    private static final int VERSION = 1;
    private static final int MAX_PARTITION = 1 << 20;

    private VersionPartFormat() {}

    public static byte[] encode(VersionPart part) {
        TableSum sum = part.sum();
        ByteWriter out = new ByteWriter(64)
                .u8(VERSION)
                .varint(part.partition())
                .varint(part.number())
                .varint(part.position())
                .varint(sum.users())
                .varint(sum.items())
                .varint(sum.userRows())
                .varint(sum.itemRows())
                .fixed(sum.hash().high())
                .fixed(sum.hash().low())
                .varint(part.requests().size());
        part.requests().forEach(out::fixed);
        for (Side side : Side.values()) {
            for (Kind kind : Kind.values()) {
                out.bytes(part.changes().rows(side, kind).toByteArray());
            }
        }
        return out.toBytes();
    }

    /**
     * Decodes it.
     *
     * @param rows K
     * @throws CorruptRecordException if the bytes are not of this layout, or rows are beyond K
     */
    public static VersionPart decode(byte[] value, int rows) {
        ByteReader in = new ByteReader("version part", value, VERSION);
        int partition = in.varint(MAX_PARTITION);
        long number = in.varint();
        long position = in.varint();
        TableSum sum = new TableSum(
                in.varint(), in.varint(), in.varint(), in.varint(), new ContentHash(in.fixed(), in.fixed()));
        int count = in.count(Long.BYTES);
        List<Long> requests = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            requests.add(in.fixed());
        }
        RowChanges changes = new RowChanges();
        for (Side side : Side.values()) {
            for (Kind kind : Kind.values()) {
                BitSet bits = BitSet.valueOf(in.bytes());
                if (bits.length() > rows) {
                    throw new CorruptRecordException("version part: row " + (bits.length() - 1) + " is beyond K");
                }
                changes.restore(side, kind, 0, bits);
            }
        }
        in.end();
        return new VersionPart(partition, number, position, sum, requests, changes);
    }
}
