// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.client;

import io.rowcast.topology.codebook.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The row of an id that the table does not know. */
@FunctionalInterface
public interface Fallback {
    /**
     * The row.
     *
     * @param hash the id's: the finalizer of SplitMix64 over the number if the id is the decimal text of a 64-bit integer,
     *     else over the CRC-32 of its UTF-8 bytes; so that readers in other languages can do the same
     * @return a row, or {@link Mapping#NO_ROW}
     */
    int row(long hash);

    /** The hash of an id, as {@link #row} is given it. */
    static long hash(String id) {
        if (DecimalId.is(id)) {
            return Mixing.mix(Long.parseLong(id));
        }
        CRC32 crc = new CRC32();
        crc.update(id.getBytes(StandardCharsets.UTF_8));
        return Mixing.mix(crc.getValue());
    }

    /** No row at all. */
    static Fallback none() {
        return hash -> Mapping.NO_ROW;
    }

    /** The same row for all. */
    static Fallback fixed(int row) {
        return hash -> row;
    }

    /**
     * Rows that ids are spread over: the first one, plus the hash taken as unsigned modulo their number.
     *
     * @param first the first of them
     * @param rows how many, 1 or more
     */
    static Fallback hashed(int first, int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("no rows to spread ids over: " + rows);
        }
        return hash -> first + (int) Long.remainderUnsigned(hash, rows);
    }
}
