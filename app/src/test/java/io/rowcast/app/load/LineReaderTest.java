// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LineReaderTest {

    @Test
    void shouldGiveLinesWhenEndsDiffer() throws IOException {
        assertThat(texts("a\nb\r\n\nc\rd\r\n")).containsExactly("a", "b", "", "c\rd");
        assertThat(texts("a\nb")).containsExactly("a", "b");
        assertThat(texts("")).isEmpty();
        assertThat(texts("\n")).containsExactly("");
    }

    @Test
    void shouldLeaveOutByteOrderMarkWhenAtBeginningOnly() throws IOException {
        assertThat(texts("\ufeffa\n\ufeffb\n")).containsExactly("a", "\ufeffb");
    }

    @Test
    void shouldReportOnlyThatLineWhenNotUtf8() throws IOException {
        LineReader lines = new LineReader(new ByteArrayInputStream(new byte[] {'a', '\n', (byte) 0xc3, '\n', 'b'}));

        assertThat(lines.next()).isTrue();
        assertThat(lines.problem()).isNull();
        assertThat(lines.next()).isTrue();
        assertThat(lines.problem()).isEqualTo("is not valid UTF-8");
        assertThat(lines.text()).isNull();
        assertThat(lines.next()).isTrue();
        assertThat(lines.text()).isEqualTo("b");
        assertThat(lines.number()).isEqualTo(3);
        assertThat(lines.next()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {LineReader.MAX_LINE_BYTES + 1, 3 * LineReader.MAX_LINE_BYTES, 5_000_000})
    void shouldPassOverLineWhenTooLong(int length) throws IOException {
        for (String end : List.of("\nb\n", "")) {
            LineReader lines = new LineReader(stream("a\n" + "x".repeat(length) + end));

            assertThat(lines.next()).isTrue();
            assertThat(lines.next()).isTrue();
            assertThat(lines.problem()).isEqualTo("is longer than 1048576 bytes");
            assertThat(lines.isEmpty()).isFalse();
            assertThat(lines.next()).isEqualTo(!end.isEmpty());
            if (!end.isEmpty()) {
                assertThat(lines.text()).isEqualTo("b");
                assertThat(lines.number()).isEqualTo(3);
            }
        }
    }

    @Test
    void shouldGiveLineWhenAsLongAsAllowed() throws IOException {
        String longest = "x".repeat(LineReader.MAX_LINE_BYTES);

        assertThat(texts("a\n" + longest + "\r\nb")).containsExactly("a", longest, "b");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldGiveWhatWasWrittenWhenReadInPieces(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> written = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            String line = (random.nextInt(4) == 0 ? "ü€😀" : "ascii").repeat(random.nextInt(200) == 0 ? 60_000 : 3)
                    + random.nextInt();
            written.add(line);
            text.append(line).append(random.nextBoolean() ? "\n" : "\r\n");
        }
        InputStream pieces = new InputStream() {
            private final InputStream in = stream(text.toString());

            @Override
            public int read() throws IOException {
                return in.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return in.read(bytes, offset, Math.min(length, 1 + random.nextInt(100_000)));
            }
        };

        assertThat(texts(pieces)).as("seed %d", seed).isEqualTo(written);
    }

    private static List<String> texts(String text) throws IOException {
        return texts(stream(text));
    }

    private static List<String> texts(InputStream in) throws IOException {
        LineReader lines = new LineReader(in);
        List<String> all = new ArrayList<>();
        while (lines.next()) {
            all.add(lines.text());
            assertThat(lines.number()).isEqualTo(all.size());
            assertThat(new String(lines.bytes(), StandardCharsets.UTF_8)).isEqualTo(lines.text());
        }
        return all;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
