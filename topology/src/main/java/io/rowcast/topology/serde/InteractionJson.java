// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Interaction.Op;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;

/**
 * Interaction events as JSON: {@code {"user":"u1","item":"i7","weight":2.5,"timestamp":1767225600000,"op":"add"}}.
 *
 * <p>{@code user} and {@code item} are strings or integers; {@code op} is {@code add} (the default), {@code remove} or
 * {@code forget}, the latter with a user or an item but not both; {@code timestamp} is an integer from 0 to
 * {@link Long#MAX_VALUE}. For {@code user}, {@code item}, {@code weight} and {@code timestamp} null means that the field is
 * missing. Unknown fields are ignored, so that producers may add their own, and so is a byte order mark.
 */
public final class InteractionJson {
    private InteractionJson() {}

    /**
     * Decodes and checks one event.
     *
     * @param value the record value, UTF-8 JSON; may be {@code null}
     * @throws InvalidInteractionException naming the field, if the event is not one that can be applied
     */
    public static Interaction decode(byte[] value) throws InvalidInteractionException {
        if (value == null) {
            throw new InvalidInteractionException("value: is null");
        }
        StrictJson.refuseOtherEncodings(value);
        try (JsonParser parser = StrictJson.FACTORY.createParser(value)) {
            try {
                return read(parser);
            } catch (JsonProcessingException e) {
                throw new InvalidInteractionException("value: is not valid JSON at byte "
                        + parser.currentLocation().getByteOffset() + field(parser) + ": "
                        + StrictJson.detail(e.getOriginalMessage()));
            }
        } catch (IOException e) {
            throw new InvalidInteractionException("value: is not valid JSON: " + StrictJson.detail(e.getMessage()));
        }
    }

    private static Interaction read(JsonParser parser) throws IOException, InvalidInteractionException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new InvalidInteractionException("value: is not a JSON object");
        }
        Fields fields = new Fields();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.read(name, parser);
        }
        if (parser.nextToken() != null) {
            throw new InvalidInteractionException("value: has more than one JSON object");
        }
        return fields.interaction();
    }

    /** The field of the event that the parser has come to, if it is one of ours. */
    private static String field(JsonParser parser) {
        JsonStreamContext context = parser.getParsingContext();
        while (context.getParent() != null && !context.getParent().inRoot()) {
            context = context.getParent();
        }
        String name = context.getCurrentName();
        return name != null && Fields.NAMES.contains(name) ? " in " + name : "";
    }

    /** Encodes one event; fields at their default are left out. */
    public static byte[] encode(Interaction interaction) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64);
        try (JsonGenerator json = StrictJson.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            if (interaction.user() != null) {
                json.writeStringField("user", interaction.user());
            }
            if (interaction.item() != null) {
                json.writeStringField("item", interaction.item());
            }
            if (interaction.weight() != 1) {
                json.writeNumberField("weight", interaction.weight());
            }
            if (interaction.timestamp() != Interaction.NO_TIMESTAMP) {
                json.writeNumberField("timestamp", interaction.timestamp());
            }
            if (interaction.op() != Op.ADD) {
                json.writeStringField("op", interaction.op().name().toLowerCase(Locale.ROOT));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static final class Fields {
        private static final Set<String> NAMES = Set.of("user", "item", "op", "weight", "timestamp");

        private String user;
        private String item;
        private Op op = Op.ADD;
        private double weight = 1;
        private long timestamp = Interaction.NO_TIMESTAMP;

        void read(String name, JsonParser parser) throws IOException, InvalidInteractionException {
            switch (name) {
                case "user" -> user = id(name, parser);
                case "item" -> item = id(name, parser);
                case "op" -> op = op(parser);
                case "weight" -> weight = weight(parser);
                case "timestamp" -> timestamp = timestamp(parser);
                default -> parser.skipChildren();
            }
        }

        Interaction interaction() throws InvalidInteractionException {
            if (op == Op.FORGET) {
                if ((user == null) == (item == null)) {
                    throw new InvalidInteractionException("op: forget takes either a user or an item");
                }
            } else if (user == null) {
                throw new InvalidInteractionException("user: is missing");
            } else if (item == null) {
                throw new InvalidInteractionException("item: is missing");
            }
            return new Interaction(op, user, item, weight, timestamp);
        }

        private static String id(String name, JsonParser parser) throws IOException, InvalidInteractionException {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_NULL) {
                return null;
            }
            if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
                throw new InvalidInteractionException(name + ": must be a string or an integer");
            }
            String id = parser.getText();
            String problem = Ids.problemOf(id);
            if (problem != null) {
                throw new InvalidInteractionException(name + ": " + problem);
            }
            // The same integer must not be two vertices.
            return token == JsonToken.VALUE_NUMBER_INT && id.equals("-0") ? "0" : id;
        }

        private static Op op(JsonParser parser) throws IOException, InvalidInteractionException {
            String text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
            return switch (text) {
                case "add" -> Op.ADD;
                case "remove" -> Op.REMOVE;
                case "forget" -> Op.FORGET;
                default -> throw new InvalidInteractionException("op: must be add, remove or forget");
            };
        }

        private static double weight(JsonParser parser) throws IOException, InvalidInteractionException {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                return 1;
            }
            double weight = parser.currentToken().isNumeric() ? parser.getDoubleValue() : Double.NaN;
            if (!(weight > 0 && weight <= Interaction.MAX_WEIGHT)) {
                throw new InvalidInteractionException(
                        "weight: must be a number above 0 and at most " + (long) Interaction.MAX_WEIGHT);
            }
            return weight;
        }

        private static long timestamp(JsonParser parser) throws IOException, InvalidInteractionException {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                return Interaction.NO_TIMESTAMP;
            }
            if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                    && parser.getLongValue() >= 0) {
                return parser.getLongValue();
            }
            throw new InvalidInteractionException("timestamp: must be milliseconds since the epoch");
        }
    }
}
