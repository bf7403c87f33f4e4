// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

/** A request for a version, one record in each partition. Layout: version u8 | id 8 B. */
public final class VersionRequestFormat {
    /** Header of a version that answers requests: their ids, 16 hexadecimal digits each, with commas between. */
    public static final String HEADER = "rowcast.requests";

    private static final int VERSION = 1;

    private VersionRequestFormat() {}

    /** A request; the id is one that no other request has. */
    public static byte[] encode(long id) {
        return new ByteWriter(9).u8(VERSION).fixed(id).toBytes();
    }

    /** An id as it is in the header. */
    public static String text(long id) {
        return String.format("%016x", id);
    }

    /**
     * Decodes it to its id.
     *
     * @throws CorruptRecordException if the bytes are not of this layout
     */
    public static long decode(byte[] value) {
        ByteReader in = new ByteReader("version request", value, VERSION);
        long id = in.fixed();
        in.end();
        return id;
    }
}
