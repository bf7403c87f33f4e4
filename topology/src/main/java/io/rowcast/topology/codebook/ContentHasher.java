// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.codebook;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Hashes the lines of a table: the first 16 bytes (big-endian, unsigned) of SHA-256 (FIPS 180-4) over the UTF-8 text of the
 * line. Any reader in any language can do the same, whatever the format of the values on the topic. Not thread-safe.
 */
public final class ContentHasher {
    private final MessageDigest sha256;

    public ContentHasher() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The hash of {@code user:<id> TAB row TAB generation TAB secondary TAB secondary_generation}. */
    public ContentHash of(Mapping mapping) {
        return of(mapping.side().word() + ":" + mapping.id() + "\t" + mapping.row() + "\t" + mapping.generation() + "\t"
                + mapping.secondaryRow() + "\t" + mapping.secondaryGeneration());
    }

    /** The hash of {@code row:user:<row> TAB generation TAB members}, members being 0 or 1. */
    public ContentHash of(RowState row) {
        return of("row:" + row.side().word() + ":" + row.row() + "\t" + row.generation() + "\t"
                + (row.members() ? 1 : 0));
    }

    private ContentHash of(String line) {
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest(line.getBytes(StandardCharsets.UTF_8)));
        return new ContentHash(digest.getLong(), digest.getLong());
    }
}
