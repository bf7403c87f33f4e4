// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Interaction.Op;
import io.rowcast.topology.serde.InvalidInteractionException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigException;

/** Where the fields of interactions are in a JSON document, and what they may be. */
final class FieldPointers {
    static final String CONFIG_PREFIX = "interactions.pointer.";
    static final String WEIGHT_DEFAULT_CONFIG = "interactions.weight.default";

    /** The fields of Rowcast's own JSON. */
    static final Defaults OWN = new Defaults("/user", "/item", "/weight", "/timestamp", "/op");

    private static final String NUMBER = "[0-9]{1,15}(\\.[0-9]{1,15})?";

    private final FieldPointer user;
    private final FieldPointer item;
    private final FieldPointer weight;
    private final FieldPointer timestamp;
    private final FieldPointer op;
    private final double weightDefault;
    private final EventTime time;
    private final OpWords words;

    /** Pointers that hold where none is configured; empty for a field that is then not read. */
    record Defaults(String user, String item, String weight, String timestamp, String op) {}

    /**
     * @throws ConfigException naming the key, if they cannot be used
     */
    FieldPointers(Map<String, String> settings, Defaults defaults) {
        user = pointer(settings, "user", defaults.user());
        item = pointer(settings, "item", defaults.item());
        weight = pointer(settings, "weight", defaults.weight());
        timestamp = pointer(settings, "timestamp", defaults.timestamp());
        op = pointer(settings, "op", defaults.op());
        weightDefault = weight(settings.getOrDefault(WEIGHT_DEFAULT_CONFIG, "1"));
        time = new EventTime(settings.getOrDefault(EventTime.UNIT_CONFIG, "ms"));
        words = new OpWords(settings);
    }

    private static double weight(String text) {
        double weight = text.matches(NUMBER) ? Double.parseDouble(text) : 0;
        if (!(weight > 0 && weight <= Interaction.MAX_WEIGHT)) {
            throw new ConfigException(
                    WEIGHT_DEFAULT_CONFIG, text, "must be above 0 and at most " + (long) Interaction.MAX_WEIGHT);
        }
        return weight;
    }

    private FieldPointer pointer(Map<String, String> settings, String field, String otherwise) {
        String key = CONFIG_PREFIX + field;
        String text = settings.getOrDefault(key, "");
        FieldPointer pointer = FieldPointer.of(key, text.isEmpty() ? otherwise : text);
        if (pointer != null && pointer.each() && !field.equals("item") && !pointer.sharesArray(item)) {
            throw new ConfigException(key, text, "leads through an array that " + CONFIG_PREFIX + "item does not");
        }
        return pointer;
    }

    /**
     * Reads the interactions of a document: one for each item, or none where the word for the operation says so.
     *
     * @param otherwise the time of those that have none, in milliseconds since the epoch, or
     *     {@link Interaction#NO_TIMESTAMP}
     * @throws InvalidInteractionException naming the field, if one is missing or cannot be read
     */
    void read(JsonNode document, long otherwise, Consumer<Interaction> interactions)
            throws InvalidInteractionException {
        if (!item.each()) {
            readElement(document, document, otherwise, interactions);
            return;
        }
        JsonNode array = document.at(item.whole());
        if (!array.isArray()) {
            throw new InvalidInteractionException("item: there is no array at " + item.whole());
        }
        for (JsonNode element : array) {
            readElement(document, element, otherwise, interactions);
        }
    }

    private void readElement(JsonNode document, JsonNode element, long otherwise, Consumer<Interaction> interactions)
            throws InvalidInteractionException {
        Optional<Op> operation = op == null ? Optional.of(Op.ADD) : words.read(op.in(document, element));
        if (operation.isEmpty()) {
            return;
        }
        boolean forget = operation.get() == Op.FORGET;
        String userId = id(user, "user", user.in(document, element), forget);
        double edgeWeight = weight == null ? weightDefault : weightOf(weight.in(document, element));
        long told = timestamp == null ? Interaction.NO_TIMESTAMP : time.read(timestamp.in(document, element));
        long when = told == Interaction.NO_TIMESTAMP ? otherwise : told;
        JsonNode items = item.in(document, element);
        if (!items.isArray()) {
            String itemId = id(item, "item", items, forget);
            interactions.accept(new Interaction(operation.get(), userId, itemId, edgeWeight, when));
            return;
        }
        for (JsonNode each : items) {
            String itemId = id(item, "item", each, false);
            interactions.accept(new Interaction(operation.get(), userId, itemId, edgeWeight, when));
        }
    }

    private static String id(FieldPointer pointer, String field, JsonNode node, boolean optional)
            throws InvalidInteractionException {
        if (!JsonTree.isPresent(node)) {
            if (optional) {
                return null;
            }
            throw new InvalidInteractionException(field + ": is missing at " + pointer.text());
        }
        if (!node.isTextual() && !node.isIntegralNumber()) {
            throw new InvalidInteractionException(field + ": must be a string or an integer");
        }
        return node.asText();
    }

    private double weightOf(JsonNode node) throws InvalidInteractionException {
        if (!JsonTree.isPresent(node)) {
            return weightDefault;
        }
        // Decimals of databases often come as text.
        if (node.isNumber() || (node.isTextual() && node.textValue().matches(NUMBER))) {
            return node.asDouble();
        }
        throw new InvalidInteractionException("weight: must be a number");
    }
}
