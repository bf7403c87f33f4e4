// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.graph.Side;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The public form of mappings and of the rows' states as JSON; {@link MappingValues} has all forms.
 *
 * <p>A mapping has the key {@code user:<id>} or {@code item:<id>} and the value
 * {@code {"v":1,"row":17,"generation":2,"secondary":240,"secondary_generation":1}}, where generations that are 0 and a
 * secondary row that is none are left out, or a null value when the vertex is gone. A row has the key
 * {@code row:user:<row>} or {@code row:item:<row>} and the value {@code {"v":1,"generation":2,"members":true}}. What the
 * record replaces is told in the header of {@link MappingWas}. Readers must refuse a version they do not know, and ignore
 * fields, headers and keys with another prefix, up to the first colon, that they do not know.
 */
public final class MappingJson {
    public static final int VERSION = 1;

    private static final JsonFactory JSON = new JsonFactory();
    private static final String ROW = "row:";

    private MappingJson() {}

    /** What the key of a record says that it is. */
    public enum Kind {
        /** Of a vertex, see {@link MappingJson#decode}. */
        MAPPING,
        /** Of a row, see {@link MappingJson#decodeRow}. */
        ROW,
        /** Of something that readers of this version pass over. */
        UNKNOWN
    }

    /** What a record is; without a key it is unknown. */
    public static Kind kind(byte[] key) {
        if (begins(key, "user:") || begins(key, "item:")) {
            return Kind.MAPPING;
        }
        return begins(key, ROW) ? Kind.ROW : Kind.UNKNOWN;
    }

    private static boolean begins(byte[] key, String prefix) {
        if (key == null || key.length < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (key[i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The key of a vertex's mapping. */
    public static byte[] key(Side side, String id) {
        return (side.word() + ":" + id).getBytes(StandardCharsets.UTF_8);
    }

    /** The key of a row's state. */
    public static byte[] rowKey(Side side, int row) {
        return (ROW + side.word() + ":" + row).getBytes(StandardCharsets.UTF_8);
    }

    /** The value of a mapping; {@code null} where it has no row. */
    public static byte[] value(Mapping mapping) {
        if (mapping.row() == Mapping.NO_ROW) {
            return null;
        }
        StringBuilder text =
                new StringBuilder(80).append("{\"v\":" + VERSION + ",\"row\":").append(mapping.row());
        append(text, "generation", mapping.generation());
        if (mapping.secondaryRow() != Mapping.NO_ROW) {
            text.append(",\"secondary\":").append(mapping.secondaryRow());
            append(text, "secondary_generation", mapping.secondaryGeneration());
        }
        return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The value of a row's state. */
    public static byte[] value(RowState row) {
        StringBuilder text = new StringBuilder(48).append("{\"v\":" + VERSION);
        append(text, "generation", row.generation());
        return text.append(",\"members\":")
                .append(row.members())
                .append('}')
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder text, String field, int generation) {
        if (generation != 0) {
            text.append(",\"").append(field).append("\":").append(generation);
        }
    }

    /**
     * Decodes a mapping.
     *
     * @param value the record value; {@code null} gives a mapping whose row is {@link Mapping#NO_ROW}
     * @throws IllegalArgumentException if the record is not a mapping, or of an unknown version
     */
    public static Mapping decode(byte[] key, byte[] value) {
        String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        if (kind(key) != Kind.MAPPING) {
            throw new IllegalArgumentException("not a mapping key: " + text);
        }
        Side side = text.charAt(0) == 'u' ? Side.USER : Side.ITEM;
        String id = text.substring("user:".length());
        if (value == null) {
            return Mapping.none(side, id);
        }
        Fields fields = Fields.read("mapping", text, value);
        fields.require(fields.row >= 0);
        boolean second = fields.secondary != Mapping.NO_ROW;
        return new Mapping(
                side, id, fields.row, fields.generation, fields.secondary, second ? fields.secondaryGeneration : 0);
    }

    /**
     * Decodes the state of a row.
     *
     * @throws IllegalArgumentException if the record is not that, or of an unknown version
     */
    public static RowState decodeRow(byte[] key, byte[] value) {
        if (value == null || kind(key) != Kind.ROW) {
            String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
            throw new IllegalArgumentException((value == null ? "a row without a value: " : "not a row key: ") + text);
        }
        Fields fields = Fields.read("row", new String(key, StandardCharsets.UTF_8), value);
        fields.require(fields.members != null);
        return rowState(key, fields.generation, fields.members);
    }

    /**
     * The state of the row that a key names.
     *
     * @throws IllegalArgumentException if it names none
     */
    static RowState rowState(byte[] key, int generation, boolean members) {
        String text = new String(key, StandardCharsets.UTF_8);
        for (Side side : Side.values()) {
            String prefix = ROW + side.word() + ":";
            if (text.startsWith(prefix)) {
                return new RowState(side, row(text, text.substring(prefix.length())), generation, members);
            }
        }
        throw new IllegalArgumentException("not a row key: " + text);
    }

    private static int row(String key, String digits) {
        try {
            int row = Integer.parseInt(digits);
            if (row >= 0 && digits.equals(Integer.toString(row))) {
                return row;
            }
        } catch (NumberFormatException e) {
            // Told below, as a number out of range is.
        }
        throw new IllegalArgumentException("not a row key: " + key);
    }

    /** The fields of both kinds of value. */
    private static final class Fields {
        private final String what;
        private final byte[] value;
        private int version;
        private int row = Mapping.NO_ROW;
        private int generation;
        private int secondary = Mapping.NO_ROW;
        private int secondaryGeneration;
        private Boolean members;

        private Fields(String what, byte[] value) {
            this.what = what;
            this.value = value;
        }

        static Fields read(String what, String key, byte[] value) {
            Fields fields = new Fields(what, value);
            try (JsonParser parser = JSON.createParser(value)) {
                fields.read(parser);
            } catch (IOException e) {
                throw new IllegalArgumentException(fields.problem(), e);
            }
            if (fields.version != VERSION) {
                throw new IllegalArgumentException(
                        what + " version " + fields.version + " is not " + VERSION + ": " + key);
            }
            fields.require(fields.generation >= 0 && fields.secondaryGeneration >= 0);
            return fields;
        }

        private void read(JsonParser parser) throws IOException {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "v" -> version = parser.getIntValue();
                    case "row" -> row = parser.getIntValue();
                    case "generation" -> generation = parser.getIntValue();
                    case "secondary" -> secondary = parser.getIntValue();
                    case "secondary_generation" -> secondaryGeneration = parser.getIntValue();
                    case "members" -> members = parser.getBooleanValue();
                    default -> parser.skipChildren();
                }
            }
        }

        void require(boolean condition) {
            if (!condition) {
                throw new IllegalArgumentException(problem());
            }
        }

        private String problem() {
            return "not a " + what + " value: " + new String(value, StandardCharsets.UTF_8);
        }
    }
}
