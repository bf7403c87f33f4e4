// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

/**
 * What serializers of a schema registry put before a message
 * (<a href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">wire
 * format</a>): {@code 0 | schema id, 4 B big-endian | Protobuf alone: which message of the schema | message}. The message of a
 * Protobuf schema is a zig-zag varint of how many indexes follow and these; a single 0 stands for the first message.
 */
public final class SchemaFraming {
    /** Bytes before an Avro message. */
    public static final int BYTES = 5;

    private static final byte MAGIC = 0;

    private SchemaFraming() {}

    /** The schema id of a framed message; negative if it is not framed. */
    public static int idOf(byte[] value) {
        if (value.length < BYTES || value[0] != MAGIC) {
            return -1;
        }
        return (value[1] & 0xff) << 24 | (value[2] & 0xff) << 16 | (value[3] & 0xff) << 8 | (value[4] & 0xff);
    }

    /** Where the first message of a Protobuf schema begins in a framed value; negative if it is another message. */
    public static int firstMessage(byte[] value) {
        // As one byte, or spelled out: one index (2 in zig-zag), and that 0.
        if (value.length > BYTES && value[BYTES] == 0) {
            return BYTES + 1;
        }
        return value.length > BYTES + 1 && value[BYTES] == 2 && value[BYTES + 1] == 0 ? BYTES + 2 : -1;
    }
}
