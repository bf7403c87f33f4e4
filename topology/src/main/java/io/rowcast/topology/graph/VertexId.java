// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.graph;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;

/**
 * The identity of a vertex inside the graph: a 64-bit hash of its id, and an independent 32-bit check by which two ids
 * with the same hash are told apart.
 *
 * @param hash XXH3 of the id's UTF-8 bytes, never 0
 * @param check bits of XXH3 under another seed
 */
public record VertexId(long hash, int check) {
    private static final Hasher64 HASH = Hashing.xxh3_64();
    private static final Hasher64 CHECK = Hashing.xxh3_64(0x726f77636173744cL);

    /** The identity of an original id. */
    public static VertexId of(String id) {
        return of(id.getBytes(StandardCharsets.UTF_8));
    }

    /** The identity of an original id given as UTF-8 bytes. */
    public static VertexId of(byte[] id) {
        long hash = HASH.hashBytesToLong(id);
        return new VertexId(hash == 0 ? 1 : hash, (int) CHECK.hashBytesToLong(id));
    }

    /**
     * The partition that owns an item. Uses the high bits, so that it is independent of table slots made from the low
     * bits.
     *
     * @param partitions number of partitions, &gt;= 1
     */
    public static int itemPartition(long hash, int partitions) {
        return (int) (((hash >>> 32) * partitions) >>> 32);
    }
}
