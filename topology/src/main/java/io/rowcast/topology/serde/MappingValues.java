// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowState;
import java.nio.charset.StandardCharsets;

/**
 * The values of the mapping topic in any of their forms, which the header {@link #HEADER} tells: absent, JSON as
 * {@link MappingJson} has it; {@code avro.1} and {@code protobuf.1}, a {@link CodebookEntry}. So no schema registry is needed to read
 * them, and values of several forms may be in a topic. Readers must refuse a form that they do not know.
 */
public final class MappingValues {
    public static final String HEADER = "rowcast.format";
    static final String AVRO = "avro.1";
    static final String PROTOBUF = "protobuf.1";

    private MappingValues() {}

    /**
     * Decodes a mapping.
     *
     * @param value the record value; {@code null} gives a mapping whose row is {@link Mapping#NO_ROW}
     * @param form the value of the header, or {@code null} if there is none
     * @throws IllegalArgumentException if the record is not a mapping, or of an unknown form
     */
    public static Mapping decode(byte[] key, byte[] value, byte[] form) {
        if (form == null || value == null) {
            return MappingJson.decode(key, value);
        }
        Mapping none = MappingJson.decode(key, null);
        CodebookEntry entry = entry(value, form);
        if (entry.row() == Mapping.NO_ROW) {
            throw new IllegalArgumentException("a mapping without a row: " + none.id());
        }
        boolean second = entry.secondary() != Mapping.NO_ROW;
        return new Mapping(
                none.side(),
                none.id(),
                entry.row(),
                entry.generation(),
                entry.secondary(),
                second ? entry.secondaryGeneration() : 0);
    }

    /**
     * Decodes the state of a row.
     *
     * @throws IllegalArgumentException if the record is not that, or of an unknown form
     */
    public static RowState decodeRow(byte[] key, byte[] value, byte[] form) {
        if (form == null || value == null) {
            return MappingJson.decodeRow(key, value);
        }
        CodebookEntry entry = entry(value, form);
        if (entry.members() == null) {
            throw new IllegalArgumentException("a row that does not say whether it has members");
        }
        return MappingJson.rowState(key, entry.generation(), entry.members());
    }

    /** The value as JSON, for who compares values; as it is where it cannot be decoded. */
    public static byte[] json(byte[] key, byte[] value, byte[] form) {
        if (form == null || value == null) {
            return value;
        }
        try {
            return switch (MappingJson.kind(key)) {
                case MAPPING -> MappingJson.value(decode(key, value, form));
                case ROW -> MappingJson.value(decodeRow(key, value, form));
                case UNKNOWN -> value;
            };
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    private static CodebookEntry entry(byte[] value, byte[] form) {
        String text = new String(form, StandardCharsets.UTF_8);
        return switch (text) {
            case AVRO -> CodebookEntry.ofAvro(value);
            case PROTOBUF -> CodebookEntry.ofProtobuf(value);
            default ->
                throw new IllegalArgumentException(
                        "format " + StrictJson.detail(text) + " is none of " + AVRO + " and " + PROTOBUF);
        };
    }
}
