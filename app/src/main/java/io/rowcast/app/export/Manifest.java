// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rowcast.topology.codebook.CodebookVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code manifest.json} says of an exported version.
 *
 * @param v of the form of the manifest and of the files; readers must refuse one they do not know
 * @param format what was asked for
 * @param version number of the version
 * @param topic the mapping topic
 * @param created when the version was cut, milliseconds since the epoch
 * @param offsets for each partition, the offset after the last record that belongs to the version
 * @param hash content hash of the version
 * @param rows K, the rows of each side
 * @param users what the files of users hold
 * @param items what the files of items hold
 * @param parameters of the clustering
 * @param since the earlier export that changes are told against, if any
 * @param files all files beside the manifest, in the order in which they were written
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Manifest(
        int v,
        String format,
        long version,
        String topic,
        long created,
        List<Long> offsets,
        String hash,
        int rows,
        Vertices users,
        Vertices items,
        CodebookVersion.Parameters parameters,
        Earlier since,
        List<Part> files) {
    static final int VERSION = 1;
    static final String NAME = "manifest.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /**
     * The vertices of a side.
     *
     * @param count how many there are
     * @param ids {@code int64} if every id is the decimal text of a 64-bit integer, else {@code text}
     * @param stale how many have a generation that is not that of their row, and count as unknown
     * @param rowsInUse rows that have members
     * @param tableRows rows that an embedding table needs for the files, if not K
     * @param unknownRow row of ids that are not in the files, if the format has one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Vertices(int count, String ids, int stale, long rowsInUse, Integer tableRows, Integer unknownRow) {
        /** The same, for a table of another number of rows. */
        Vertices in(int rowsOfTable, Integer rowOfUnknown) {
            return new Vertices(count, ids, stale, rowsInUse, rowsOfTable, rowOfUnknown);
        }
    }

    /**
     * An earlier export.
     *
     * @param version number of its version
     * @param hash content hash of it
     */
    record Earlier(long version, String hash) {}

    /**
     * A file.
     *
     * @param name within the folder
     * @param bytes its length
     * @param sha256 its SHA-256, 64 hexadecimal digits
     */
    record Part(String name, long bytes, String sha256) {}

    /** The text of the file. */
    String text() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records and lists can always be written", e);
        }
    }

    /**
     * Reads that of an earlier export.
     *
     * @throws IOException naming the file, if it cannot be read or is of another form
     */
    static Manifest read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        Manifest manifest;
        try {
            manifest = JSON.readValue(file.toFile(), Manifest.class);
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is no manifest of an export: " + e.getOriginalMessage(), e);
        }
        if (manifest == null || manifest.v() != VERSION) {
            throw new IOException(file + " is of a form other than " + VERSION);
        }
        return manifest;
    }
}
