// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.serde.InvalidInteractionException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * CloudEvents 1.x with JSON data, in structured or binary mode, as in the
 * <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka Protocol
 * Binding 1.0.2</a>. The data is read by {@code interactions.pointer.*}; the time of the event counts where the data tells
 * none.
 */
final class CloudEventsFormat implements InteractionFormat {
    static final String TYPES_CONFIG = "interactions.cloudevents.types";

    private static final String CONTENT_TYPE = "content-type";
    private static final String STRUCTURED = "application/cloudevents";
    private static final String BINARY_PREFIX = "ce_";

    private FieldPointers pointers;
    private Set<String> types;

    @Override
    public void configure(Map<String, String> settings) {
        pointers = new FieldPointers(settings, FieldPointers.OWN);
        types = Arrays.stream(settings.getOrDefault(TYPES_CONFIG, "").split(",", -1))
                .map(String::strip)
                .filter(type -> !type.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void decode(EventRecord record, Consumer<Interaction> interactions) throws InvalidInteractionException {
        String contentType = mediaType(record.header(CONTENT_TYPE));
        if (contentType.startsWith(STRUCTURED)) {
            if (!contentType.equals(STRUCTURED + "+json")) {
                throw new InvalidInteractionException(
                        "content-type: of structured CloudEvents only application/cloudevents+json is read");
            }
            structured(JsonTree.object("value", record.value()), interactions);
        } else if (record.header(BINARY_PREFIX + "specversion") != null) {
            binary(record, contentType, interactions);
        } else {
            throw new InvalidInteractionException(
                    "specversion: is missing: neither content-type application/cloudevents+json nor a header ce_specversion");
        }
    }

    private void structured(JsonNode event, Consumer<Interaction> interactions) throws InvalidInteractionException {
        if (!isWanted(text(event, "specversion"), text(event, "type"))) {
            return;
        }
        requireJson("datacontenttype", mediaType(text(event, "datacontenttype")));
        JsonNode data = event.path("data");
        if (event.path("data_base64").isTextual()) {
            data = JsonTree.object("data_base64", bytes(event.path("data_base64")));
        } else if (!data.isObject()) {
            throw new InvalidInteractionException(
                    "data: " + (JsonTree.isPresent(data) ? "is not an object" : "is missing"));
        }
        pointers.read(data, time(text(event, "time")), interactions);
    }

    private void binary(EventRecord record, String contentType, Consumer<Interaction> interactions)
            throws InvalidInteractionException {
        if (!isWanted(record.header(BINARY_PREFIX + "specversion"), record.header(BINARY_PREFIX + "type"))) {
            return;
        }
        requireJson(CONTENT_TYPE, contentType);
        pointers.read(
                JsonTree.object("value", record.value()), time(record.header(BINARY_PREFIX + "time")), interactions);
    }

    private boolean isWanted(String version, String type) throws InvalidInteractionException {
        if (version == null || !version.matches("1\\.[0-9]{1,3}")) {
            throw new InvalidInteractionException("specversion: " + (version == null ? "is missing" : "is not 1.x"));
        }
        if (type == null || type.isEmpty()) {
            throw new InvalidInteractionException("type: is missing");
        }
        return types.isEmpty() || types.contains(type);
    }

    private static void requireJson(String field, String mediaType) throws InvalidInteractionException {
        if (!mediaType.isEmpty() && !mediaType.endsWith("/json") && !mediaType.endsWith("+json")) {
            throw new InvalidInteractionException(field + ": data must be JSON");
        }
    }

    private static long time(String time) throws InvalidInteractionException {
        return time == null ? Interaction.NO_TIMESTAMP : EventTime.iso("time", time);
    }

    /** A media type without its parameters, in lower case; empty where there is none. */
    private static String mediaType(String text) {
        return text == null ? "" : text.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static String text(JsonNode event, String attribute) throws InvalidInteractionException {
        JsonNode node = event.path(attribute);
        if (JsonTree.isPresent(node) && !node.isTextual()) {
            throw new InvalidInteractionException(attribute + ": must be a string");
        }
        return node.textValue();
    }

    private static byte[] bytes(JsonNode base64) throws InvalidInteractionException {
        try {
            return base64.binaryValue();
        } catch (IOException e) {
            throw new InvalidInteractionException("data_base64: is not base64");
        }
    }
}
