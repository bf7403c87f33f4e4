// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Reads NumPy's format after its description (NumPy Enhancement Proposal 1), any array of integers up to 64 bits.
 */
final class NpyReader {
    private final String descr;
    private final List<Integer> shape;
    private final long[] values;

    private NpyReader(String descr, List<Integer> shape, long[] values) {
        this.descr = descr;
        this.shape = shape;
        this.values = values;
    }

    /** The type, such as {@code <i4}. */
    String descr() {
        return descr;
    }

    /** The lengths of the dimensions. */
    List<Integer> shape() {
        return shape;
    }

    /** All values in C order. */
    long[] values() {
        return values.clone();
    }

    static NpyReader read(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[6];
        in.get(magic);
        assertThat(magic).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y');
        assertThat(in.get()).as("major version").isEqualTo((byte) 1);
        assertThat(in.get()).as("minor version").isZero();
        byte[] header = new byte[in.getShort() & 0xffff];
        in.get(header);
        assertThat(in.position() % 64).as("data begin at a multiple of 64").isZero();
        String text = new String(header, StandardCharsets.US_ASCII);
        assertThat(text).startsWith("{").endsWith("\n").contains("'fortran_order': False");
        String descr = between(text, "'descr': '", "'");
        List<Integer> shape = Arrays.stream(between(text, "'shape': (", ")").split(","))
                .map(String::strip)
                .filter(length -> !length.isEmpty())
                .map(Integer::valueOf)
                .toList();
        int count = shape.stream().reduce(1, (a, b) -> a * b);
        int size = descr.charAt(2) - '0';
        assertThat(descr.charAt(0)).as("byte order").isEqualTo(size == 1 ? '|' : '<');
        assertThat(in.remaining()).as("bytes of values").isEqualTo(count * size);
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            long value = 0;
            for (int b = 0; b < size; b++) {
                value |= (in.get() & 0xffL) << (8 * b);
            }
            boolean signed = descr.charAt(1) == 'i';
            values[i] = signed ? value << (64 - 8 * size) >> (64 - 8 * size) : value;
        }
        return new NpyReader(descr, shape, values);
    }

    private static String between(String text, String before, String after) {
        int start = text.indexOf(before);
        assertThat(start).as(before).isNotNegative();
        int from = start + before.length();
        return text.substring(from, text.indexOf(after, from));
    }
}
