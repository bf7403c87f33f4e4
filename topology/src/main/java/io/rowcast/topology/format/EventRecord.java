// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * A record of the interactions topic. The arrays are the record's own and must not be changed.
 *
 * @param key its key, or {@code null}
 * @param value its value, or {@code null} for a tombstone
 * @param headers gives the value of the last header of a name, or {@code null} if there is none
 * @param timestamp its time, in milliseconds since the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EventRecord(byte[] key, byte[] value, Function<String, byte[]> headers, long timestamp) {

    /** The last header of a name as UTF-8 text, or {@code null} if there is none. */
    public String header(String name) {
        byte[] header = headers.apply(name);
        return header == null ? null : new String(header, StandardCharsets.UTF_8);
    }
}
