// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.streams.test.TestRecord;

/** An endless stream of events as a producer gone wrong would send it: some good, most damaged in one way or another. */
final class EventMutator {
    private static final int USERS = 200;
    private static final int ITEMS = 300;
    private static final int GOOD_PERCENT = 20;
    private static final List<String> FIELDS = List.of("user", "item", "op", "weight", "timestamp", "more");
    private static final List<String> OF_ANY_TYPE = List.of(
            "null",
            "true",
            "0",
            "-0",
            "-1",
            "1.5",
            "1e3",
            "\"\"",
            "\"x\"",
            "[]",
            "[1]",
            "{}",
            "{\"user\":\"x\"}",
            "\"1\"",
            "9".repeat(99),
            "1".repeat(101),
            "0." + "3".repeat(120),
            "1e400",
            "NaN",
            "Infinity",
            "01",
            "+1",
            "'x'",
            "x",
            "");
    private static final List<String> WEIGHTS = List.of(
            "NaN",
            "\"NaN\"",
            "Infinity",
            "-Infinity",
            "-1",
            "0",
            "-0.0",
            "1e-300",
            "1e-999",
            "1e999",
            "1e6",
            "1000000.1",
            "1e99999999999",
            "0.1",
            "7",
            "\"2\"");
    private static final List<String> TIMES = List.of(
            "0",
            "-1",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "1.5",
            "1e12",
            "253402300800000",
            "1",
            "1767225600000",
            "1767225600",
            "1767225600000000000",
            "\"2026-01-01\"");
    private static final List<String> OPS = List.of(
            "\"like\"", "\"ADD\"", "\"\"", "\"add \"", "\"add\"", "\"remove\"", "\"forget\"", "\"\\u0061dd\"", "null");
    private static final List<String> IDS = List.of(
            "\"" + "x".repeat(512) + "\"",
            "\"" + "x".repeat(513) + "\"",
            "\"" + "é".repeat(256) + "\"",
            "\"" + "é".repeat(257) + "\"",
            "\"" + "x".repeat(70_000) + "\"",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"a\\tb\\n\"",
            "\"a\tb\"",
            "\"a\nb\"",
            "\"\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ude00\\ud83d\"",
            "\"\\u12\"",
            "\"\\x\"",
            "\"\u202e\"",
            "\"\u0085\"",
            "17",
            "-17",
            "17.0",
            "123456789012345678901234567890",
            "\"\ufeff\"");
    private static final List<String> DEEP = List.of(
            "[".repeat(60) + "]".repeat(60),
            "[".repeat(5000) + "]".repeat(5000),
            "{\"x\":".repeat(30) + "1" + "}".repeat(30),
            "{\"x\":".repeat(200) + "1" + "}".repeat(200),
            "[".repeat(1000));
    private static final List<String> TRAILERS =
            List.of(" ", "\n", "{}", "x", "\u0000", "]", "}", ",", "\"", "//", "null", " {\"user\":\"u1\"}", "\ufeff");
    private static final List<byte[]> NOT_UTF8 = List.of(
            new byte[] {(byte) 0xff},
            new byte[] {(byte) 0xc0, (byte) 0x80},
            new byte[] {(byte) 0xe2, (byte) 0x82},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            new byte[] {(byte) 0x80},
            new byte[] {0});
    private static final List<Charset> ENCODINGS = List.of(
            StandardCharsets.UTF_16,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            StandardCharsets.ISO_8859_1,
            Charset.forName("UTF-32"));
    private static final List<Duration> CLOCKS =
            List.of(Duration.ZERO, Duration.ofDays(-20_000), Duration.ofDays(36_500), Duration.ofSeconds(-1));

    private final Random random;
    private final List<Function<Map<String, String>, byte[]>> damages = List.of(
            fields -> with(fields, oneOf(FIELDS), oneOf(OF_ANY_TYPE)),
            fields -> with(fields, "weight", oneOf(WEIGHTS)),
            fields -> with(fields, "timestamp", oneOf(TIMES)),
            fields -> with(fields, "op", oneOf(OPS)),
            fields -> with(fields, oneOf(FIELDS.subList(0, 2)), oneOf(IDS)),
            fields -> with(fields, oneOf(FIELDS), oneOf(DEEP)),
            this::without,
            this::twice,
            fields -> bytes("[" + json(fields) + "]"),
            fields -> bytes(json(fields) + oneOf(TRAILERS)),
            fields -> bytes(oneOf(TRAILERS) + json(fields)),
            fields -> bytes("\ufeff" + json(fields)),
            fields -> json(fields).getBytes(oneOf(ENCODINGS)),
            fields -> bytes(json(fields).replace('"', '\'')),
            fields -> spliced(bytes(json(fields)), oneOf(NOT_UTF8)),
            fields -> Arrays.copyOf(
                    bytes(json(fields)), random().nextInt(json(fields).length())),
            fields -> flipped(bytes(json(fields))),
            fields -> flipped(bytes(json(fields))),
            fields -> flipped(with(fields, oneOf(FIELDS), oneOf(OF_ANY_TYPE))),
            fields -> randomBytes(),
            fields -> spliced(bytes(json(fields)), randomBytes()),
            fields -> null);
    private TestRecord<byte[], byte[]> last = new TestRecord<>(null, new byte[0]);
    private boolean lastWasDamaged;

    EventMutator(Random random) {
        this.random = random;
    }

    TestRecord<byte[], byte[]> next() {
        Map<String, String> fields = event();
        lastWasDamaged = random.nextInt(100) >= GOOD_PERCENT;
        byte[] key = bytes(fields.getOrDefault("user", "\"\"").replace("\"", ""));
        if (!lastWasDamaged) {
            last = new TestRecord<>(key, bytes(json(fields)));
            return last;
        }
        int dice = random.nextInt(100);
        if (dice < 4) {
            return new TestRecord<>(last.key(), last.value());
        }
        if (dice < 20) {
            key = dice < 8 ? null : dice < 14 ? randomBytes() : bytes("u" + random.nextInt(USERS));
        }
        byte[] value =
                dice >= 5 && dice < 16 ? bytes(json(fields)) : oneOf(damages).apply(fields);
        Instant time = random.nextInt(10) == 0 ? TestDeployment.START.plus(oneOf(CLOCKS)) : TestDeployment.START;
        last = new TestRecord<>(key, value, time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time);
        return last;
    }

    /** Whether anything about the last event was out of order: its value, its key, its time, or that it came twice. */
    boolean lastWasDamaged() {
        return lastWasDamaged;
    }

    private Map<String, String> event() {
        Map<String, String> fields = new LinkedHashMap<>();
        int dice = random.nextInt(10_000);
        if (dice != 0) {
            fields.put("user", id("u", random.nextInt(USERS)));
        }
        if (dice == 0 || dice > 50) {
            fields.put("item", id("i", random.nextInt(ITEMS)));
        }
        if (dice <= 50) {
            fields.put("op", "\"forget\"");
        } else if (dice < 2000) {
            fields.put("op", "\"remove\"");
        }
        if (random.nextInt(4) == 0) {
            fields.put("weight", Double.toString(0.5 + random.nextInt(100)));
        }
        if (random.nextInt(4) == 0) {
            fields.put("timestamp", Long.toString(1_767_225_600_000L + random.nextInt(1_000_000)));
        }
        if (random.nextInt(8) == 0) {
            fields.put("more", "{\"a\":[1,2,{\"user\":null}],\"b\":\"\\u00e4\"}");
        }
        return fields;
    }

    private static String id(String prefix, int number) {
        return switch (number % 8) {
            case 0 -> Integer.toString(number);
            case 1 -> "\"käse" + number + "\"";
            case 2 -> "\"\\ud83d\\ude00" + number + "\"";
            case 3 -> "\"日本\\t" + number + "\"";
            default -> "\"" + prefix + number + "\"";
        };
    }

    private byte[] with(Map<String, String> fields, String name, String value) {
        fields.put(name, value);
        return bytes(json(fields));
    }

    private byte[] without(Map<String, String> fields) {
        fields.remove(oneOf(FIELDS));
        return bytes(json(fields));
    }

    private byte[] twice(Map<String, String> fields) {
        String json = json(fields);
        String name = oneOf(FIELDS);
        return bytes(
                json.substring(0, json.length() - 1) + ",\"" + name + "\":" + fields.getOrDefault(name, "1") + "}");
    }

    private byte[] flipped(byte[] value) {
        for (int flips = 1 + random.nextInt(3); flips > 0 && value.length > 0; flips--) {
            value[random.nextInt(value.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return value;
    }

    private byte[] spliced(byte[] value, byte[] more) {
        int at = random.nextInt(value.length + 1);
        byte[] spliced = Arrays.copyOf(value, value.length + more.length);
        System.arraycopy(more, 0, spliced, at, more.length);
        System.arraycopy(value, at, spliced, at + more.length, value.length - at);
        return spliced;
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private Random random() {
        return random;
    }

    private static String json(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
