// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import io.rowcast.topology.codebook.VersionAssembly.Progress;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far the versions are. Layout: version u8 | last varint | oldest varint | changed u8 | pending requests varint, each:
 * id 8 B | partitions that answered as bits, length first.
 */
public final class VersionProgressFormat {
    private static final int VERSION = 1;

    private VersionProgressFormat() {}

    /**
     * How far they are.
     *
     * @param progress what was cut
     * @param pending requests that not all partitions have answered, with those that have
     */
    public record State(Progress progress, Map<Long, BitSet> pending) {}

    public static byte[] encode(Progress progress, Map<Long, BitSet> pending) {
        ByteWriter out = new ByteWriter(32)
                .u8(VERSION)
                .varint(progress.last())
                .varint(progress.oldest())
                .u8(progress.changed() ? 1 : 0)
                .varint(pending.size());
        pending.forEach((request, partitions) -> out.fixed(request).bytes(partitions.toByteArray()));
        return out.toBytes();
    }

    /**
     * Decodes it.
     *
     * @throws CorruptRecordException if the bytes are not of this layout
     */
    public static State decode(byte[] value) {
        ByteReader in = new ByteReader("version progress", value, VERSION);
        Progress progress = new Progress(in.varint(), in.varint(), flag(in));
        int count = in.count(Long.BYTES);
        Map<Long, BitSet> pending = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            pending.put(in.fixed(), BitSet.valueOf(in.bytes()));
        }
        in.end();
        return new State(progress, pending);
    }

    private static boolean flag(ByteReader in) {
        int flag = in.u8();
        if (flag > 1) {
            throw new CorruptRecordException("version progress: changed is " + flag);
        }
        return flag == 1;
    }
}
