package io.rowcast.topology.serde;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Side;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The public form of a mapping: key {@code user:<id>} or {@code item:<id>}, value
 * {@code {"v":1,"row":17,"secondary":240}} ({@code secondary} only where there is one), or a null value when the vertex
 * is gone. Readers must refuse a version they do not know and ignore fields they do not know.
 */
public final class MappingJson {
    public static final int VERSION = 1;

    private static final JsonFactory JSON = new JsonFactory();

    private MappingJson() {}

    /** The key of a vertex's mapping. */
    public static byte[] key(Side side, String id) {
        return (side.word() + ":" + id).getBytes(StandardCharsets.UTF_8);
    }

    /** The value of a mapping. */
    public static byte[] value(int row, int secondaryRow) {
        String text = secondaryRow == Mapping.NO_ROW
                ? "{\"v\":" + VERSION + ",\"row\":" + row + "}"
                : "{\"v\":" + VERSION + ",\"row\":" + row + ",\"secondary\":" + secondaryRow + "}";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Decodes a record of the mapping topic.
     *
     * @param value the record value; {@code null} gives a mapping whose row is {@link Mapping#NO_ROW}
     * @throws IllegalArgumentException if the record is not a mapping, or of an unknown version
     */
    public static Mapping decode(byte[] key, byte[] value) {
        String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        Side side;
        if (text.startsWith("user:")) {
            side = Side.USER;
        } else if (text.startsWith("item:")) {
            side = Side.ITEM;
        } else {
            throw new IllegalArgumentException("not a mapping key: " + text);
        }
        String id = text.substring("user:".length());
        if (value == null) {
            return new Mapping(side, id, Mapping.NO_ROW, Mapping.NO_ROW);
        }
        try (JsonParser parser = JSON.createParser(value)) {
            int version = 0;
            int row = Mapping.NO_ROW;
            int secondary = Mapping.NO_ROW;
            require(parser.nextToken() == JsonToken.START_OBJECT, value);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "v" -> version = parser.getIntValue();
                    case "row" -> row = parser.getIntValue();
                    case "secondary" -> secondary = parser.getIntValue();
                    default -> parser.skipChildren();
                }
            }
            if (version != VERSION) {
                throw new IllegalArgumentException("mapping version " + version + " is not " + VERSION + ": " + text);
            }
            require(row >= 0, value);
            return new Mapping(side, id, row, secondary);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a mapping value: " + new String(value, StandardCharsets.UTF_8), e);
        }
    }

    private static void require(boolean condition, byte[] value) {
        if (!condition) {
            throw new IllegalArgumentException("not a mapping value: " + new String(value, StandardCharsets.UTF_8));
        }
    }
}
