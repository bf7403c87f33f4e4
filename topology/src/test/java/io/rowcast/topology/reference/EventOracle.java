// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.reference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/**
 * The table of events in the README, once more and by other means: whether an event is one that can be applied, and if
 * not, in which fields. Works on a whole document in memory, where the product reads token by token.
 */
public final class EventOracle {
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(1 << 20)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * What is to happen with an event.
     *
     * @param json whether it is a JSON object at all
     * @param badFields fields that are wrong or missing; none of an event that can be applied
     * @param op {@code add}, {@code remove} or {@code forget}
     * @param user id or {@code null}
     * @param item id or {@code null}
     */
    public record Verdict(boolean json, Set<String> badFields, String op, String user, String item) {
        public boolean accepted() {
            return json && badFields.isEmpty();
        }
    }

    /**
     * Judges a record.
     *
     * @param value its value; {@code null} is a tombstone
     * @param recordTime its time in milliseconds since the epoch
     */
    public Verdict judge(byte[] value, long recordTime) {
        JsonNode event = object(value);
        if (event == null) {
            return new Verdict(false, Set.of(), null, null, null);
        }
        Set<String> bad = new TreeSet<>();
        String user = id(event, "user", bad);
        String item = id(event, "item", bad);
        String op = event.has("op") ? event.get("op").asText() : "add";
        if (event.has("op")
                && (!event.get("op").isTextual()
                        || !Set.of("add", "remove", "forget").contains(op))) {
            bad.add("op");
        }
        if (event.hasNonNull("weight") && !goodWeight(event.get("weight"))) {
            bad.add("weight");
        }
        if (event.hasNonNull("timestamp") && !goodTimestamp(event.get("timestamp"))) {
            bad.add("timestamp");
        }
        if (bad.isEmpty() && op.equals("forget")) {
            if ((user == null) == (item == null)) {
                bad.add("op");
            }
        } else if (bad.isEmpty()) {
            if (user == null) {
                bad.add("user");
            }
            if (item == null) {
                bad.add("item");
            }
        }
        if (bad.isEmpty()
                && event.hasNonNull("timestamp")
                && event.get("timestamp").longValue() - recordTime > 86_400_000) {
            bad.add("timestamp");
        }
        return new Verdict(true, bad, op, user, item);
    }

    /** The one place that says which event times are accepted. */
    private static boolean goodTimestamp(JsonNode time) {
        return time.isIntegralNumber() && time.canConvertToLong() && time.longValue() >= 0;
    }

    private static boolean goodWeight(JsonNode weight) {
        return weight.isNumber() && weight.doubleValue() > 0 && weight.doubleValue() <= 1_000_000;
    }

    private static String id(JsonNode event, String field, Set<String> bad) {
        JsonNode id = event.get(field);
        if (id == null || id.isNull()) {
            return null;
        }
        String text = id.asText();
        boolean encodable = StandardCharsets.UTF_8.newEncoder().canEncode(text);
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (!(id.isTextual() || id.isIntegralNumber()) || !encodable || bytes < 1 || bytes > 512) {
            bad.add(field);
        }
        return text;
    }

    private static JsonNode object(byte[] value) {
        if (value == null) {
            return null;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
            JsonNode event = JSON.readTree(text.startsWith("\ufeff") ? text.substring(1) : text);
            return event != null && event.isObject() ? event : null;
        } catch (CharacterCodingException | JsonProcessingException e) {
            return null;
        }
    }
}
