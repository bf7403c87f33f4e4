// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import io.rowcast.app.load.InputSource.Input;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InputSourceTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "a.csv,CSV",
        "a.CSV.GZ,CSV",
        "a.b.tsv.zst,TSV",
        "a.jsonl,JSONL",
        "a.ndjson.gz,JSONL",
        "a.json,JSONL",
    })
    void shouldKnowFormatWhenNameTellsIt(String name, InputFormat format) {
        assertThat(InputFormat.ofName(name)).contains(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.txt", "a.csv.bz2", "csv", "a.gz"})
    void shouldNotGuessFormatWhenNameDoesNotTellIt(String name) {
        assertThat(InputFormat.ofName(name)).isEmpty();
    }

    @Test
    void shouldNameFileWhenItCannotBeRead() throws IOException {
        assertThatThrownBy(() -> InputSource.of(directory.resolve("no.csv")))
                .isInstanceOf(LoadException.class)
                .hasMessage(directory.resolve("no.csv") + ": no such file");
        assertThatThrownBy(() -> InputSource.of(directory, InputFormat.CSV))
                .isInstanceOf(LoadException.class)
                .hasMessage(directory + ": is a directory");
        Path unknown = Files.createFile(directory.resolve("a.txt"));
        assertThatThrownBy(() -> InputSource.of(unknown))
                .isInstanceOf(LoadException.class)
                .hasMessageStartingWith(unknown + ": the name does not tell the format");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "gzip", "zstd"})
    void shouldGiveTextWhateverTheCompression(String compression) throws IOException {
        String half = "u1,i1\nu2,i2\n".repeat(50_000);
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        // Two members, as parallel compressors and appending write them.
        stored.writeBytes(compress(compression, half));
        stored.writeBytes(compress(compression, half));
        Path file = Files.write(directory.resolve("a.csv"), stored.toByteArray());
        InputSource source = InputSource.of(file);

        assertThat(source.size()).isEqualTo(stored.size());
        try (Input input = source.open()) {
            assertThat(new String(input.text().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(half + half);
            assertThat(input.stored().count()).isEqualTo(stored.size());
        }
    }

    @Test
    void shouldReadAllMembersWhenPipeIsSlow() throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        stored.writeBytes(compress("gzip", "a"));
        stored.writeBytes(compress("gzip", "b"));
        ByteArrayInputStream slow = new ByteArrayInputStream(stored.toByteArray()) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(1, length));
            }

            @Override
            public synchronized int available() {
                return 0;
            }
        };

        try (Input input = InputSource.ofStream("pipe", InputFormat.CSV, slow).open()) {
            assertThat(input.text().readAllBytes()).asString().isEqualTo("ab");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void shouldFailWhenCompressedDataEndsTooEarly(String compression) throws IOException {
        byte[] stored = compress(compression, "u1,i1\nu2,i2\n".repeat(50_000));
        ByteArrayInputStream half = new ByteArrayInputStream(stored, 0, stored.length / 2);
        try (Input input = InputSource.ofStream("half", InputFormat.CSV, half).open()) {
            assertThatThrownBy(() -> input.text().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldTellFilesApartWhenNameOrSizeOrEndsDiffer() throws IOException {
        byte[] content = new byte[300_000];
        Path file = Files.write(directory.resolve("a.csv"), content);
        String fingerprint = fingerprint(file, "t");
        Path moved = Files.createDirectory(directory.resolve("elsewhere")).resolve("a.csv");

        assertThat(fingerprint).matches("[0-9a-f]{32}").isEqualTo(fingerprint(Files.copy(file, moved), "t"));
        assertThat(fingerprint).isNotEqualTo(fingerprint(file, "other"));
        assertThat(fingerprint).isNotEqualTo(fingerprint(Files.copy(file, directory.resolve("b.csv")), "t"));
        content[content.length - 1] = 1;
        assertThat(fingerprint).isNotEqualTo(fingerprint(Files.write(file, content), "t"));
        assertThat(fingerprint).isNotEqualTo(fingerprint(Files.write(file, new byte[300_001]), "t"));
        assertThat(InputSource.ofStream("pipe", InputFormat.CSV, new ByteArrayInputStream(content))
                        .fingerprint("t"))
                .isEmpty();
    }

    private static String fingerprint(Path file, String topic) throws IOException {
        return InputSource.of(file).fingerprint(topic).orElseThrow();
    }

    static byte[] compress(String compression, String text) throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (OutputStream out = switch (compression) {
            case "gzip" -> new GZIPOutputStream(stored);
            case "zstd" -> new ZstdOutputStream(stored);
            default -> stored;
        }) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return stored.toByteArray();
    }
}
