// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Interaction.Op;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InteractionJsonTest {
    private static final String DAMAGES = "{}[]\",:\\0-.eEu \u0000";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"user":"u1","item":"i7"}                                   | ADD    | u1 | i7 | 1       | -1
            {"item":"i7","user":"u1","op":"add"}                        | ADD    | u1 | i7 | 1       | -1
            {"user":1,"item":-20}                                       | ADD    | 1  | -20| 1       | -1
            {"user":"u1","item":"i7","weight":2.5,"timestamp":7}        | ADD    | u1 | i7 | 2.5     | 7
            {"user":"u1","item":"i7","weight":1e6,"timestamp":0}        | ADD    | u1 | i7 | 1000000 | 0
            {"user":"u1","item":"i7","weight":1e-300}                   | ADD    | u1 | i7 | 1e-300  | -1
            {"user":"u1","item":"i7","weight":null,"timestamp":null}    | ADD    | u1 | i7 | 1       | -1
            {"user":"u1","item":"i7","op":"remove"}                     | REMOVE | u1 | i7 | 1       | -1
            {"user":"u1","op":"forget"}                                 | FORGET | u1 |    | 1       | -1
            {"item":"i7","op":"forget","user":null}                     | FORGET |    | i7 | 1       | -1
            {"user":"u1","item":"i7","x":{"user":[1,{"op":2}]},"y":[]}  | ADD    | u1 | i7 | 1       | -1
            {"user":"\\u00e4","item":"\\ud83d\\ude00"}                  | ADD    | ä  | 😀 | 1       | -1
            """)
    void shouldAcceptAnEventWhenItIsComplete(
            String json, Op op, String user, String item, double weight, long timestamp)
            throws InvalidInteractionException {
        assertThat(decode(json)).isEqualTo(new Interaction(op, user, item, weight, timestamp));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"item":"i7"}                                          | user: is missing
            {"user":null,"item":"i7"}                              | user: is missing
            {"user":"u1"}                                          | item: is missing
            {"user":"u1","op":"remove"}                            | item: is missing
            {}                                                     | user: is missing
            {"user":"","item":"i7"}                                | user: is empty
            {"user":"u1","item":""}                                | item: is empty
            {"user":1.5,"item":"i7"}                               | user: must be a string or an integer
            {"user":true,"item":"i7"}                              | user: must be a string or an integer
            {"user":["u1"],"item":"i7"}                            | user: must be a string or an integer
            {"user":"u1","item":{"id":"i7"}}                       | item: must be a string or an integer
            {"user":"\\ud800","item":"i7"}                         | user: has an unpaired surrogate
            {"user":"u1","item":"i7","op":"ADD"}                   | op: must be add, remove or forget
            {"user":"u1","item":"i7","op":null}                    | op: must be add, remove or forget
            {"user":"u1","item":"i7","op":1}                       | op: must be add, remove or forget
            {"user":"u1","item":"i7","op":"forget"}                | op: forget takes either a user or an item
            {"op":"forget"}                                        | op: forget takes either a user or an item
            {"user":"u1","item":"i7","weight":0}                   | weight: must be a number above 0 and at most 1000000
            {"user":"u1","item":"i7","weight":-1}                  | weight: must be a number above 0 and at most 1000000
            {"user":"u1","item":"i7","weight":1000001}             | weight: must be a number above 0 and at most 1000000
            {"user":"u1","item":"i7","weight":1e999}               | weight: must be a number above 0 and at most 1000000
            {"user":"u1","item":"i7","weight":1e-999}              | weight: must be a number above 0 and at most 1000000
            {"user":"u1","item":"i7","weight":"2"}                 | weight: must be a number above 0 and at most 1000000
            {"user":"u1","item":"i7","weight":[2]}                 | weight: must be a number above 0 and at most 1000000
            {"user":"u1","item":"i7","timestamp":-1}               | timestamp: must be milliseconds since the epoch
            {"user":"u1","item":"i7","timestamp":1.5}              | timestamp: must be milliseconds since the epoch
            {"user":"u1","item":"i7","timestamp":"2026-01-01"}     | timestamp: must be milliseconds since the epoch
            {"user":"u1","item":"i7","timestamp":9223372036854775808} | timestamp: must be milliseconds since the epoch
            []                                                     | value: is not a JSON object
            3                                                      | value: is not a JSON object
            null                                                   | value: is not a JSON object
            {"user":"u1","item":"i7"}{}                            | value: has more than one JSON object
            {"user":"u1","item":"i7"} x                            | value: is not valid JSON
            {"user":"u1","item":"i7"                               | value: is not valid JSON
            {"user":"u1","item":"i7",}                             | value: is not valid JSON
            {"user":"u1","user":"u2","item":"i7"}                  | value: is not valid JSON
            {"user":u1,"item":"i7"}                                | value: is not valid JSON
            {"user":007,"item":"i7"}                               | value: is not valid JSON
            {"user":"u1","item":"i7","weight":NaN}                 | value: is not valid JSON
            u1,i7                                                  | value: is not valid JSON
            """)
    void shouldNameTheFieldWhenAnEventIsBad(String json, String reason) {
        assertThatThrownBy(() -> decode(json))
                .isInstanceOf(InvalidInteractionException.class)
                .hasMessageStartingWith(reason);
    }

    @Test
    void shouldRefuseAValueWhenThereIsNone() {
        assertThatThrownBy(() -> InteractionJson.decode(null))
                .isInstanceOf(InvalidInteractionException.class)
                .hasMessage("value: is null");
        assertThatThrownBy(() -> decode("\"u1,i7\""))
                .isInstanceOf(InvalidInteractionException.class)
                .hasMessage("value: is not a JSON object");
        assertThatThrownBy(() -> InteractionJson.decode(new byte[0]))
                .isInstanceOf(InvalidInteractionException.class)
                .hasMessage("value: is not a JSON object");
    }

    @Test
    void shouldRefuseAnIdWhenItIsTooLong() throws InvalidInteractionException {
        assertThat(decode(event("é".repeat(256))).user()).hasSize(256);
        assertThatThrownBy(() -> decode(event("é".repeat(256) + "x")))
                .isInstanceOf(InvalidInteractionException.class)
                .hasMessage("user: is longer than 512 bytes");
        assertThatThrownBy(() -> decode(event("x".repeat(2 << 20))))
                .isInstanceOf(InvalidInteractionException.class)
                .hasMessageStartingWith("value: is not valid JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c328", "ff", "f8808080", "e282", "00"})
    void shouldRefuseAValueWhenItIsNotUtf8(String hex) {
        byte[] bytes = event("@").getBytes(StandardCharsets.UTF_8);
        byte[] bad = HexFormat.of().parseHex(hex);
        int at = new String(bytes, StandardCharsets.UTF_8).indexOf('@');
        byte[] value = Arrays.copyOf(bytes, bytes.length + bad.length - 1);
        System.arraycopy(bad, 0, value, at, bad.length);
        System.arraycopy(bytes, at + 1, value, at + bad.length, bytes.length - at - 1);
        assertThatThrownBy(() -> InteractionJson.decode(value))
                .isInstanceOf(InvalidInteractionException.class)
                .hasMessageMatching("value: is not (UTF-8 at byte 9|valid JSON at byte 10 in user: .*)");
    }

    @Test
    void shouldRefuseAnIdWhenItIsBeyondUnicode() {
        byte[] value = event("@@@@").getBytes(StandardCharsets.UTF_8);
        byte[] beyond = {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80};
        System.arraycopy(beyond, 0, value, event("@@@@").indexOf('@'), beyond.length);
        assertThatThrownBy(() -> InteractionJson.decode(value))
                .isInstanceOf(InvalidInteractionException.class)
                .hasMessage("value: is not UTF-8 at byte 9");
    }

    @ParameterizedTest
    @CsvSource({"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
    void shouldRefuseAValueWhenItIsInAnotherEncoding(String charset) {
        byte[] value = event("u1").getBytes(Charset.forName(charset));
        assertThatThrownBy(() -> InteractionJson.decode(value))
                .isInstanceOf(InvalidInteractionException.class)
                .hasMessageStartingWith("value: is not UTF-8");
    }

    @Test
    void shouldPassOverAByteOrderMark() throws InvalidInteractionException {
        assertThat(decode("\ufeff" + event("u1"))).isEqualTo(Interaction.add("u1", "i7"));
    }

    @Test
    void shouldTakeAnIntegerForOneIdWhenItIsSpeltInTwoWays() throws InvalidInteractionException {
        assertThat(decode("{\"user\":-0,\"item\":0}")).isEqualTo(Interaction.add("0", "0"));
        assertThat(decode("{\"user\":\"-0\",\"item\":0}")).isEqualTo(Interaction.add("-0", "0"));
    }

    @Test
    void shouldTellPlaceAndFieldWhenAValueIsBroken() {
        assertThatThrownBy(() -> decode("{\"user\":\"u1\",\"weight\":01}"))
                .isInstanceOf(InvalidInteractionException.class)
                .hasMessageStartingWith("value: is not valid JSON at byte 23 in weight: Invalid numeric value");
    }

    @Test
    void shouldKeepTheReasonShortAndPlainWhenTheParserQuotesTheEvent() {
        String name = "\\u0000\\n\\ud800" + "x".repeat(10_000);
        assertThatThrownBy(() -> decode("{\"" + name + "\":1,\"" + name + "\":2}"))
                .isInstanceOf(InvalidInteractionException.class)
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith("value: is not valid JSON")
                        .hasSizeLessThan(300)
                        .matches("[\\x20-\\x7e]+"));
    }

    @Test
    void shouldRefuseAValueWhenItIsNestedTooDeeply() {
        String nested = "{\"user\":\"u1\",\"item\":\"i7\",\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        assertThatThrownBy(() -> decode(nested)).isInstanceOf(InvalidInteractionException.class);
    }

    @Test
    void shouldGiveTheSameEventWhenEncodedAndDecoded() throws InvalidInteractionException {
        for (Interaction event : List.of(
                Interaction.add("u1", "i7"),
                Interaction.remove("u \"1\"", "日本"),
                Interaction.forgetUser("\uD83D\uDE00"),
                Interaction.forgetItem("\u0000"),
                new Interaction(Op.ADD, "u1", "i7", 0.1 + 0.2, 1_767_225_600_000L))) {
            assertThat(InteractionJson.decode(InteractionJson.encode(event))).isEqualTo(event);
        }
        assertThat(InteractionJson.encode(Interaction.add("u1", "i7")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"user\":\"u1\",\"item\":\"i7\"}");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldGiveTheSameEventWhenAnyIsEncodedAndDecoded(long seed) throws InvalidInteractionException {
        Random random = new Random(seed);
        for (int round = 0; round < 10_000; round++) {
            Op op = Op.values()[random.nextInt(3)];
            boolean item = op != Op.FORGET || random.nextBoolean();
            Interaction event = new Interaction(
                    op,
                    op == Op.FORGET && item ? null : id(random),
                    item ? id(random) : null,
                    Math.max(Double.MIN_VALUE, random.nextDouble() * Math.pow(10, random.nextInt(307) - 300)),
                    random.nextBoolean() ? Interaction.NO_TIMESTAMP : random.nextLong() & Long.MAX_VALUE);
            byte[] value = InteractionJson.encode(event);
            assertThat(InteractionJson.decode(value))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(event);
            assertThat(InteractionJson.encode(InteractionJson.decode(value))).isEqualTo(value);
        }
    }

    /** Any code points but lone surrogates, up to the longest id. */
    private static String id(Random random) {
        int length = 1 + (random.nextInt(20) == 0 ? random.nextInt(Interaction.MAX_ID_BYTES / 4) : random.nextInt(8));
        int[] codePoints = random.ints(0, random.nextBoolean() ? 0x80 : Character.MAX_CODE_POINT + 1)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .limit(length)
                .toArray();
        return new String(codePoints, 0, length);
    }

    @Test
    void shouldOnlyEverRefuseAnEventWhenBytesAreDamaged() {
        long seed = 3;
        Random random = new Random(seed);
        String[] events = {
            "{\"user\":\"u1\",\"item\":\"i7\",\"weight\":2.5,\"timestamp\":1767225600000,\"op\":\"add\"}",
            "{\"user\":17,\"item\":\"käse\",\"op\":\"remove\",\"x\":[1,2,{\"y\":null}]}",
            "{\"item\":\"\\u00e4\",\"op\":\"forget\"}"
        };
        for (int round = 0; round < 20_000; round++) {
            byte[] value = damaged(events[round % events.length].getBytes(StandardCharsets.UTF_8), random);
            try {
                Interaction event = InteractionJson.decode(value);
                assertThat(event.weight()).isPositive();
            } catch (InvalidInteractionException e) {
                assertThat(e)
                        .as("seed %d round %d", seed, round)
                        .hasMessageMatching("(?s)(value|user|item|op|weight|timestamp): .+");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " round " + round + ": " + Arrays.toString(value), e);
            }
        }
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] value = bytes;
        int damages = 1 + random.nextInt(4);
        for (int i = 0; i < damages && value.length > 0; i++) {
            int at = random.nextInt(value.length);
            switch (random.nextInt(4)) {
                case 0 -> value[at] = (byte) random.nextInt(256);
                case 1 -> value[at] = (byte) DAMAGES.charAt(random.nextInt(DAMAGES.length()));
                case 2 -> value = Arrays.copyOf(value, at);
                default -> {
                    byte[] doubled = Arrays.copyOf(value, value.length + at);
                    System.arraycopy(value, 0, doubled, value.length, at);
                    value = doubled;
                }
            }
        }
        return value;
    }

    private static String event(String user) {
        return "{\"user\":\"" + user + "\",\"item\":\"i7\"}";
    }

    private static Interaction decode(String json) throws InvalidInteractionException {
        return InteractionJson.decode(json.getBytes(StandardCharsets.UTF_8));
    }
}
