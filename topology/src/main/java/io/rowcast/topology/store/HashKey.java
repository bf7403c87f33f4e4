// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.serde.CorruptRecordException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/** Key of a vertex: hash 8 B, big-endian. */
public final class HashKey {
    private HashKey() {}

    public static byte[] encode(long hash) {
        return ByteBuffer.allocate(Long.BYTES).putLong(hash).array();
    }

    /**
     * Decodes it.
     *
     * @throws CorruptRecordException if the bytes are not of this layout
     */
    public static long decode(byte[] bytes) {
        if (bytes == null || bytes.length != Long.BYTES) {
            throw new CorruptRecordException("vertex key: not " + Long.BYTES + " bytes");
        }
        return ByteBuffer.wrap(bytes).getLong();
    }

    static Bytes bytes(long hash) {
        return Bytes.wrap(encode(hash));
    }
}
