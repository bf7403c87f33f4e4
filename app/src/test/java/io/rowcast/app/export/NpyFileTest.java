// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class NpyFileTest {
    @TempDir
    private Path directory;

    @Test
    void shouldWriteTheBytesOfTheFormatWhenArrayIsSmall() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (NpyFile file = new NpyFile(bytes, NpyFile.Type.INT32, 2, 1)) {
            file.put(1);
            file.put(-2);
            file.complete();
        }
        // numpy.save of numpy.array([[1], [-2]], dtype=numpy.int32).
        String header = "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 1), }";
        String expected = "\u0093NUMPY\u0001\u0000v\u0000" + header + " ".repeat(117 - header.length()) + "\n"
                + "\u0001\u0000\u0000\u0000\u00fe\u00ff\u00ff\u00ff";

        assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeReadBackWhenArrayIsLong(NpyFile.Type type) throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        long[] values = new long[50_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case INT8 -> (byte) random.nextInt();
                case INT32 -> random.nextInt();
                case INT64, UINT64 -> random.nextLong();
            };
        }
        Path path = directory.resolve("a.npy");
        try (NpyFile file = new NpyFile(Files.newOutputStream(path), type, values.length)) {
            for (long value : values) {
                file.put(value);
            }
            file.complete();
        }

        NpyReader read = NpyReader.read(path);
        assertThat(read.descr()).isEqualTo(type.code());
        assertThat(read.shape()).containsExactly(values.length);
        assertThat(read.values()).isEqualTo(values);
        assertThat(NpyArray.read(path, type)).isEqualTo(values);
    }

    @Test
    void shouldRefuseWhenValuesAreMissingOrTooMany() throws IOException {
        try (NpyFile file = new NpyFile(new ByteArrayOutputStream(), NpyFile.Type.INT8, 1)) {
            assertThatThrownBy(file::complete).hasMessage("1 values are missing of (1,)");
            file.put(1);
            assertThatThrownBy(() -> file.put(2)).hasMessage("more values than (1,)");
        }
    }

    @Test
    void shouldNameFileWhenItIsNoSuchArray() throws IOException {
        Path path = directory.resolve("a.npy");
        Files.write(path, new byte[5]);
        assertThatThrownBy(() -> NpyArray.read(path, NpyFile.Type.INT8))
                .isInstanceOf(IOException.class)
                .hasMessage(path + " is no array of NumPy");
        try (NpyFile file = new NpyFile(Files.newOutputStream(path), NpyFile.Type.INT8, 3)) {
            file.put(1);
            file.put(2);
            file.put(3);
            file.complete();
        }
        assertThatThrownBy(() -> NpyArray.read(path, NpyFile.Type.INT32))
                .hasMessage(path + " is no one-dimensional array of type <i4");
        byte[] whole = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> NpyArray.read(path, NpyFile.Type.INT8))
                .hasMessage(path + " is damaged: 2 bytes of 3 values");
    }
}
