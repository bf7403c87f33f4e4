// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Writes one array in NumPy's file format, version 1.0 (NumPy Enhancement Proposal 1): {@code \x93NUMPY}, the version, a
 * header with type and shape that is padded to 64 bytes, then the values in C order, little-endian.
 */
final class NpyFile implements AutoCloseable {
    private static final int ALIGNMENT = 64;
    private static final int PREAMBLE_BYTES = 10;
    private static final int BUFFER_BYTES = 64 << 10;

    private final OutputStream out;
    private final Type type;
    private final long[] shape;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long left;

    /** The types of values. */
    enum Type {
        INT8("|i1"),
        INT32("<i4"),
        INT64("<i8"),
        UINT64("<u8");

        private final String code;

        Type(String code) {
            this.code = code;
        }

        /** NumPy's name of it. */
        String code() {
            return code;
        }
    }

    /**
     * Writes the header.
     *
     * @param out closed with this
     * @param shape lengths of the dimensions; as many values as their product have to follow
     */
    NpyFile(OutputStream out, Type type, long... shape) throws IOException {
        this.out = out;
        this.type = type;
        this.shape = shape.clone();
        this.left = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        String header = "{'descr': '" + type.code + "', 'fortran_order': False, 'shape': " + shape(shape) + ", }";
        int unpadded = PREAMBLE_BYTES + header.length() + 1;
        String padded = header + " ".repeat(Math.floorMod(-unpadded, ALIGNMENT)) + "\n";
        buffer.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        buffer.putShort((short) padded.length());
        buffer.put(padded.getBytes(StandardCharsets.US_ASCII));
    }

    /** Writes the next value. */
    void put(long value) throws IOException {
        if (--left < 0) {
            throw new IllegalStateException("more values than " + shape(shape));
        }
        if (buffer.remaining() < Long.BYTES) {
            drain();
        }
        switch (type) {
            case INT8 -> buffer.put((byte) value);
            case INT32 -> buffer.putInt((int) value);
            case INT64, UINT64 -> buffer.putLong(value);
        }
    }

    /**
     * Ends the file.
     *
     * @throws IllegalStateException if values are missing
     */
    void complete() throws IOException {
        if (left != 0) {
            throw new IllegalStateException(left + " values are missing of " + shape(shape));
        }
        drain();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void drain() throws IOException {
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    private static String shape(long[] shape) {
        String lengths = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
        return shape.length == 1 ? "(" + lengths + ",)" : "(" + lengths + ")";
    }
}
