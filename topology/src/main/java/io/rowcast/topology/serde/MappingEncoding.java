// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowState;
import java.nio.charset.StandardCharsets;

/** Writes the values of the mapping topic in one form, see {@link MappingValues}. */
public final class MappingEncoding {
    /** Rowcast's own, without a header. */
    public static final MappingEncoding JSON = new MappingEncoding(Form.JSON, 0);

    private final Form form;
    private final int schemaId;
    private final byte[] header;

    /** The forms by their names in the configuration, in lower case. */
    public enum Form {
        JSON(null),
        AVRO(MappingValues.AVRO),
        PROTOBUF(MappingValues.PROTOBUF);

        private final String header;

        Form(String header) {
            this.header = header;
        }
    }

    /**
     * @param schemaId the id that a schema registry has given the schema, &gt;= 0; not used by JSON
     */
    public MappingEncoding(Form form, int schemaId) {
        if (schemaId < 0) {
            throw new IllegalArgumentException("not a schema id: " + schemaId);
        }
        this.form = form;
        this.schemaId = schemaId;
        header = form.header == null ? null : form.header.getBytes(StandardCharsets.UTF_8);
    }

    /** The value of the header {@link MappingValues#HEADER}; {@code null} where there is to be none. Not to be changed. */
    public byte[] header() {
        return header;
    }

    /** The value of a mapping; {@code null} where it has no row. */
    public byte[] value(Mapping mapping) {
        if (mapping.row() == Mapping.NO_ROW) {
            return null;
        }
        return switch (form) {
            case JSON -> MappingJson.value(mapping);
            case AVRO -> CodebookEntry.of(mapping).avro(schemaId);
            case PROTOBUF -> CodebookEntry.of(mapping).protobuf(schemaId);
        };
    }

    /** The value of a row's state. */
    public byte[] value(RowState row) {
        return switch (form) {
            case JSON -> MappingJson.value(row);
            case AVRO -> CodebookEntry.of(row).avro(schemaId);
            case PROTOBUF -> CodebookEntry.of(row).protobuf(schemaId);
        };
    }
}
