// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LetterTextTest {

    @Test
    void shouldEscapeWhateverCouldMoveTheTerminal() {
        assertThat(LetterText.escaped("a\n\r\t\u0000\u001b[2J\u0085\u202e\u2028\ud800é日", 100))
                .isEqualTo("a\\n\\r\\t\\u0000\\u001b[2J\\u0085\\u202e\\u2028\\ud800é日");
    }

    @Test
    void shouldShortenByCharacters() {
        assertThat(LetterText.escaped("😀".repeat(5), 5)).isEqualTo("😀".repeat(5));
        assertThat(LetterText.escaped("😀".repeat(6), 5)).isEqualTo("😀".repeat(5) + "...");
    }

    @Test
    void shouldShowBytesThatAreNotUtf8AsHex() {
        assertThat(LetterText.shown(new byte[] {(byte) 0xff, 1}, 10)).isEqualTo("0xff01");
        assertThat(LetterText.shown(new byte[] {(byte) 0xff, 1, 2}, 4)).isEqualTo("0xff01...");
        assertThat(LetterText.shown("u1".getBytes(StandardCharsets.UTF_8), 10)).isEqualTo("u1");
        assertThat(LetterText.shown(null, 10)).isEqualTo("-");
    }
}
