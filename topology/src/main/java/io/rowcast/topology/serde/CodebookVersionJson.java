// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.codebook.CodebookVersion.Parameters;
import io.rowcast.topology.codebook.CodebookVersion.Rows;
import io.rowcast.topology.codebook.ContentHash;
import io.rowcast.topology.codebook.TableSum;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The public form of a version: the key is its number as decimal text, the value a JSON object with the version {@code v} of
 * the form. Readers must refuse a {@code v} they do not know and ignore fields they do not know. Sets of rows are base64
 * (RFC 4648) of bits, row r being bit r & 7 (least significant first) of byte r >> 3, zero bytes at the end left out.
 */
public final class CodebookVersionJson {
    public static final int FORM = 1;

    private static final int MAX_BITS_TEXT = 1 << 23;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(MAX_BITS_TEXT)
                    .build())
            .build();

    private CodebookVersionJson() {}

    /** The key of a version. */
    public static byte[] key(long version) {
        return Long.toString(version).getBytes(StandardCharsets.UTF_8);
    }

    /** The value of a version. */
    public static byte[] value(CodebookVersion version) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeNumberField("v", FORM);
            out.writeNumberField("version", version.version());
            out.writeStringField("topic", version.topic());
            out.writeNumberField("created", version.created());
            out.writeArrayFieldStart("offsets");
            for (long offset : version.offsets()) {
                out.writeNumber(offset);
            }
            out.writeEndArray();
            out.writeNumberField("users", version.sum().users());
            out.writeNumberField("items", version.sum().items());
            out.writeNumberField("rows", version.rows());
            out.writeNumberField("user_rows_in_use", version.sum().userRows());
            out.writeNumberField("item_rows_in_use", version.sum().itemRows());
            out.writeStringField("hash", version.sum().hash().toString());
            write(out, version.parameters());
            write(out, "changed", version.changed());
            write(out, "reset", version.reset());
            write(out, "freed", version.freed());
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator out, Parameters parameters) throws IOException {
        out.writeObjectFieldStart("parameters");
        out.writeNumberField("rho", parameters.rho());
        out.writeNumberField("hysteresis", parameters.hysteresis());
        if (!parameters.format().equals(Parameters.JSON)) {
            out.writeStringField("format", parameters.format());
        }
        out.writeObjectFieldStart("weighting");
        out.writeStringField("user", parameters.userWeighting());
        out.writeStringField("item", parameters.itemWeighting());
        out.writeStringField("edge", parameters.edgeWeighting());
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, String name, Rows rows) throws IOException {
        out.writeObjectFieldStart(name);
        out.writeStringField("user", text(rows.user()));
        out.writeStringField("item", text(rows.item()));
        out.writeEndObject();
    }

    private static String text(BitSet rows) {
        return Base64.getEncoder().encodeToString(rows.toByteArray());
    }

    /**
     * Decodes a record of the control topic that is no tombstone.
     *
     * @throws IllegalArgumentException if the record is not a version, of an unknown form, or contradicts itself
     */
    public static CodebookVersion decode(byte[] key, byte[] value) {
        if (key == null || value == null) {
            throw new IllegalArgumentException("not a version: without a " + (key == null ? "key" : "value"));
        }
        String number = new String(key, StandardCharsets.UTF_8);
        try (JsonParser parser = JSON.createParser(value)) {
            Fields fields = new Fields(parser);
            CodebookVersion version = version(fields);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("something follows the object");
            }
            if (!number.equals(Long.toString(version.version()))) {
                throw new IllegalArgumentException("it is version " + version.version());
            }
            return version;
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new IllegalArgumentException("not a version under the key '" + number + "': " + e.getMessage(), e);
        }
    }

    private static CodebookVersion version(Fields fields) {
        long form = fields.number("v");
        if (form != FORM) {
            throw new IllegalArgumentException("form " + form + " is not " + FORM);
        }
        int rows = Math.toIntExact(fields.number("rows"));
        return new CodebookVersion(
                fields.number("version"),
                fields.text("topic"),
                fields.number("created"),
                fields.offsets,
                rows,
                new TableSum(
                        fields.number("users"),
                        fields.number("items"),
                        fields.number("user_rows_in_use"),
                        fields.number("item_rows_in_use"),
                        ContentHash.parse(fields.text("hash"))),
                new Parameters(
                        Double.parseDouble(fields.text("parameters.rho")),
                        Double.parseDouble(fields.text("parameters.hysteresis")),
                        fields.text("parameters.weighting.user"),
                        fields.text("parameters.weighting.item"),
                        fields.text("parameters.weighting.edge"),
                        fields.scalars.getOrDefault("parameters.format", Parameters.JSON)),
                fields.rows("changed", rows),
                fields.rows("reset", rows),
                fields.rows("freed", rows));
    }

    /** The scalars of an object by their paths, and its offsets. */
    private static final class Fields {
        private final Map<String, String> scalars = new HashMap<>();
        private final List<Long> offsets = new ArrayList<>();

        Fields(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("no JSON object");
            }
            read(parser, "");
        }

        private void read(JsonParser parser, String path) throws IOException {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = path + parser.currentName();
                switch (parser.nextToken()) {
                    case START_OBJECT -> read(parser, name + ".");
                    case START_ARRAY -> {
                        if (name.equals("offsets")) {
                            readOffsets(parser);
                        } else {
                            parser.skipChildren();
                        }
                    }
                    default -> scalars.put(name, parser.getText());
                }
            }
        }

        private void readOffsets(JsonParser parser) throws IOException {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                offsets.add(parser.getLongValue());
                if (offsets.get(offsets.size() - 1) < 0) {
                    throw new IllegalArgumentException("an offset is below 0");
                }
            }
        }

        String text(String name) {
            String value = scalars.get(name);
            if (value == null) {
                throw new IllegalArgumentException("no field " + name);
            }
            return value;
        }

        long number(String name) {
            long number;
            try {
                number = Long.parseLong(text(name));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("the field " + name + " is no integer", e);
            }
            if (number < 0) {
                throw new IllegalArgumentException("the field " + name + " is below 0");
            }
            return number;
        }

        Rows rows(String name, int rows) {
            return new Rows(bits(name + ".user", rows), bits(name + ".item", rows));
        }

        private BitSet bits(String name, int rows) {
            BitSet bits = BitSet.valueOf(Base64.getDecoder().decode(text(name)));
            if (bits.length() > rows) {
                throw new IllegalArgumentException(
                        "the field " + name + " has row " + (bits.length() - 1) + " of " + rows);
            }
            return bits;
        }
    }
}
