// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/** What values of {@link ClusteringConfig} must look like. */
final class ConfigChecks {
    private ConfigChecks() {}

    static ValidString words(Enum<?>[] values) {
        return ValidString.in(Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new));
    }

    static Validator numberBetween(double min, double max) {
        Range range = Range.between(min, max);
        return new Validator() {
            @Override
            public void ensureValid(String key, Object value) {
                range.ensureValid(key, value);
                // It is neither below the least nor above the largest value.
                if (Double.isNaN((Double) value)) {
                    throw new ConfigException(key, value, "Value must be a number");
                }
            }

            @Override
            public String toString() {
                return range.toString();
            }
        };
    }

    static Validator zeroOrBetween(long min, long max) {
        return LambdaValidator.with(
                (key, value) -> {
                    long number = (Long) value;
                    if (number != 0 && (number < min || number > max)) {
                        throw new ConfigException(key, value, "must be 0 or from " + min + " to " + max);
                    }
                },
                () -> "0, or [" + min + ",...," + max + "]");
    }

    static void places(String key, Object value) {
        for (String place : placesOf((String) value)) {
            if (!place.matches("[a-zA-Z0-9._-]+:\\d{1,9}:\\d{1,18}")) {
                throw new ConfigException(key, place, "must be topic:partition:offset");
            }
        }
    }

    static List<String> placesOf(String value) {
        return value.isBlank()
                ? List.of()
                : Stream.of(value.split(",", -1)).map(String::strip).toList();
    }

    static void topicName(String key, Object value) {
        topicPart(key, value);
        if (value.equals(".") || value.equals("..")) {
            throw new ConfigException(key, value, "is not a topic name");
        }
    }

    static void topicPart(String key, Object value) {
        String text = (String) value;
        if (!text.matches("[a-zA-Z0-9._-]{0,200}")
                || (text.isEmpty() && key.equals(ClusteringConfig.APPLICATION_ID_CONFIG))) {
            throw new ConfigException(key, value, "must be 1 to 200 of the characters a-z A-Z 0-9 . _ -");
        }
    }

    /** Refuses a topic that is used twice. */
    static void topicsDiffer(ClusteringConfig config) {
        Topics topics = new Topics(config);
        Map<String, String> keys = new HashMap<>();
        topics.streamsInternal().forEach(topic -> keys.put(topic.name(), "an internal topic"));
        keys.put(topics.itemLabels(), "an internal topic");
        keys.put(topics.clusterVolumes(), "an internal topic");
        keys.put(topics.versionRequests(), "an internal topic");
        differs(keys, ClusteringConfig.INTERACTIONS_TOPIC_CONFIG, topics.interactions());
        differs(keys, ClusteringConfig.MAPPINGS_TOPIC_CONFIG, topics.mappings());
        differs(keys, VersionConfig.VERSIONS_TOPIC_CONFIG, topics.versions());
        differs(keys, ClusteringConfig.DEAD_LETTERS_TOPIC_CONFIG, topics.deadLetters());
    }

    private static void differs(Map<String, String> keys, String key, String topic) {
        String other = keys.put(topic, "the topic of " + key);
        if (other != null) {
            throw new ConfigException(key, topic, "is also " + other);
        }
    }
}
