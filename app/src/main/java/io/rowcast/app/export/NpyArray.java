// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a whole one-dimensional array that {@link NpyFile} wrote. */
final class NpyArray {
    private static final int PREAMBLE_BYTES = 10;
    private static final Pattern HEADER =
            Pattern.compile("\\{'descr': '([^']+)', 'fortran_order': False, 'shape': \\((\\d+),\\), \\} *\n");

    private NpyArray() {}

    /**
     * The values.
     *
     * @throws IOException naming the file, if it cannot be read or is none of that type
     */
    static long[] read(Path file, NpyFile.Type type) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int headerBytes = bytes.limit() < PREAMBLE_BYTES ? 0 : bytes.getShort(PREAMBLE_BYTES - Short.BYTES) & 0xffff;
        if (bytes.limit() < PREAMBLE_BYTES + headerBytes) {
            throw new IOException(file + " is no array of NumPy");
        }
        Matcher header =
                HEADER.matcher(new String(bytes.array(), PREAMBLE_BYTES, headerBytes, StandardCharsets.US_ASCII));
        if (!header.matches() || !header.group(1).equals(type.code())) {
            throw new IOException(file + " is no one-dimensional array of type " + type.code());
        }
        bytes.position(PREAMBLE_BYTES + headerBytes);
        long[] values = new long[Integer.parseInt(header.group(2))];
        if (bytes.remaining() != (long) values.length * size(type)) {
            throw new IOException(
                    file + " is damaged: " + bytes.remaining() + " bytes of " + values.length + " values");
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case INT8 -> bytes.get();
                case INT32 -> bytes.getInt();
                case INT64, UINT64 -> bytes.getLong();
            };
        }
        return values;
    }

    private static int size(NpyFile.Type type) {
        return switch (type) {
            case INT8 -> Byte.BYTES;
            case INT32 -> Integer.BYTES;
            case INT64, UINT64 -> Long.BYTES;
        };
    }
}
