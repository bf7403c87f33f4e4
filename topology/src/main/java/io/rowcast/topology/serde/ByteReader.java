// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link ByteWriter} wrote; anything else ends in a {@link CorruptRecordException}. */
final class ByteReader {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final String what;
    private final byte[] bytes;
    private final int version;
    private int position;

    /**
     * @param what name of the layout, for errors
     * @param bytes the record; one without a value is refused
     * @param version the version byte it must begin with
     */
    ByteReader(String what, byte[] bytes, int version) {
        this(what, bytes, version, version);
    }

    /** As the other, for a layout of which an older version can still be read. */
    ByteReader(String what, byte[] bytes, int oldest, int newest) {
        if (bytes == null) {
            throw new CorruptRecordException(what + ": there is no value");
        }
        this.what = what;
        this.bytes = bytes;
        version = u8();
        if (version < oldest || version > newest) {
            throw new CorruptRecordException(what + ": version " + version + " is not "
                    + (oldest == newest ? Integer.toString(newest) : oldest + " to " + newest));
        }
    }

    int version() {
        return version;
    }

    int u8() {
        need(1);
        return bytes[position++] & 0xff;
    }

    long fixed() {
        need(Long.BYTES);
        long value = (long) LONG.get(bytes, position);
        position += Long.BYTES;
        return value;
    }

    int fixed4() {
        need(Integer.BYTES);
        int value = (int) INT.get(bytes, position);
        position += Integer.BYTES;
        return value;
    }

    /** A varint from 0 to {@link Long#MAX_VALUE}, as nothing that is stored is negative. */
    long varint() {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new CorruptRecordException(what + ": a number is too long");
    }

    /** A varint in [0, limit]. */
    int varint(int limit) {
        long value = varint();
        if (value > limit) {
            throw new CorruptRecordException(what + ": " + value + " is not in [0, " + limit + "]");
        }
        return (int) value;
    }

    /** A number of elements that each take at least some bytes of what is left. */
    int count(int bytesEach) {
        return varint((bytes.length - position) / bytesEach);
    }

    String text() {
        int length = count(1);
        need(length);
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    byte[] bytes() {
        int length = count(1);
        need(length);
        byte[] value = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }

    boolean atEnd() {
        return position == bytes.length;
    }

    /** Checks that nothing is left. */
    void end() {
        if (position != bytes.length) {
            throw new CorruptRecordException(what + ": " + (bytes.length - position) + " bytes too many");
        }
    }

    private void need(int more) {
        if (bytes.length - position < more) {
            throw new CorruptRecordException(what + ": cut short at byte " + position);
        }
    }
}
