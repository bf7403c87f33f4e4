// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.rowcast.topology.graph.Interaction.Op;
import io.rowcast.topology.serde.InvalidInteractionException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/** The words that stand for an operation, by configuration. */
final class OpWords {
    /** Before the name of the operation, in lower case. */
    static final String CONFIG_PREFIX = "interactions.op.";

    static final String IGNORE_CONFIG = CONFIG_PREFIX + "ignore";

    private final Map<String, Optional<Op>> ops = new HashMap<>();

    /**
     * @throws ConfigException if a word stands for two operations
     */
    OpWords(Map<String, String> settings) {
        for (Op op : Op.values()) {
            String key = CONFIG_PREFIX + op.name().toLowerCase(Locale.ROOT);
            String words = settings.getOrDefault(key, "");
            put(key, words.isEmpty() ? op.name().toLowerCase(Locale.ROOT) : words, Optional.of(op));
        }
        put(IGNORE_CONFIG, settings.getOrDefault(IGNORE_CONFIG, ""), Optional.empty());
    }

    private void put(String key, String words, Optional<Op> op) {
        for (String word : words.split(",", -1)) {
            if (!word.isBlank() && ops.putIfAbsent(word.strip(), op) != null) {
                throw new ConfigException(key, words, "the word " + word.strip() + " stands for another operation too");
            }
        }
    }

    /**
     * The operation at a place of a document, {@link Op#ADD} where there is nothing, or nothing if such events are ignored.
     */
    Optional<Op> read(JsonNode node) throws InvalidInteractionException {
        if (!JsonTree.isPresent(node)) {
            return Optional.of(Op.ADD);
        }
        if (!node.isValueNode()) {
            throw new InvalidInteractionException("op: must be a word");
        }
        return of(node.asText());
    }

    /** The operation of a word. */
    Optional<Op> of(String word) throws InvalidInteractionException {
        Optional<Op> op = ops.get(word);
        if (op == null) {
            throw new InvalidInteractionException("op: is none of the words of interactions.op.*");
        }
        return op;
    }
}
