// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.graph.Interaction;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdsTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", " ", "\u0000", "käse", "日本", "\uD83D\uDE00", "a\uD83D\uDE00b", "\uFFFF"})
    void shouldAcceptAnyTextWhenItIsNotEmpty(String id) {
        assertThat(Ids.problemOf(id)).isNull();
    }

    @Test
    void shouldRefuseAnIdWhenItIsEmpty() {
        assertThat(Ids.problemOf("")).isEqualTo("is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "日", "\uD83D\uDE00"})
    void shouldCountBytesOfUtf8WhenAnIdIsLong(String letter) {
        int bytes = letter.getBytes(StandardCharsets.UTF_8).length;
        String fits = letter.repeat(Interaction.MAX_ID_BYTES / bytes);
        assertThat(Ids.problemOf(fits)).isNull();
        assertThat(Ids.problemOf(fits + letter)).isEqualTo("is longer than 512 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"D800", "DC00", "DBFF", "DFFF", "DC00D800", "D8000041", "D83DDE00D83D", "D83DD83DDE00"})
    void shouldRefuseAnIdWhenASurrogateIsAlone(String units) {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < units.length(); i += 4) {
            id.append((char) Integer.parseInt(units.substring(i, i + 4), 16));
        }
        assertThat(Ids.problemOf(id.toString())).isEqualTo("has an unpaired surrogate");
    }

    @Test
    void shouldAcceptExactlyWhatUtf8KeepsWhenTextIsRandom() {
        long seed = 11;
        Random random = new Random(seed);
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(6);
            for (int i = 0; i < length; i++) {
                text.append((char) (random.nextBoolean() ? 0xd7f0 + random.nextInt(0x820) : random.nextInt(0x1_0000)));
            }
            String id = text.toString();
            boolean kept = new String(id.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(id);
            assertThat(Ids.problemOf(id) == null)
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(kept);
        }
    }
}
