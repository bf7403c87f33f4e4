// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.codebook.TableDigest;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.MappingJson;
import io.rowcast.topology.serde.MappingValues;
import io.rowcast.topology.serde.MappingWas;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;

/** A record of the mapping topic, with what it replaces. */
interface MappingLine {
    /**
     * Applies it to the sum of the table.
     *
     * @throws IllegalStateException if no such table can be
     */
    void applyTo(TableDigest digest);

    /**
     * Decodes it; one that readers pass over applies nothing.
     *
     * @param rows K
     * @throws CorruptRecordException if it is none of ours
     */
    static MappingLine decode(Record<byte[], byte[]> record, int rows) {
        byte[] was = valueOf(record.headers().lastHeader(MappingWas.HEADER));
        byte[] form = valueOf(record.headers().lastHeader(MappingValues.HEADER));
        try {
            return switch (MappingJson.kind(record.key())) {
                case MAPPING -> {
                    Mapping now = MappingValues.decode(record.key(), record.value(), form);
                    Mapping before = MappingWas.decode(now, was);
                    check(now.row(), rows);
                    check(now.secondaryRow(), rows);
                    check(before.row(), rows);
                    check(before.secondaryRow(), rows);
                    yield digest -> digest.apply(before, now);
                }
                case ROW -> {
                    RowState now = MappingValues.decodeRow(record.key(), record.value(), form);
                    RowState before = was == null ? null : MappingWas.decode(now.side(), now.row(), was);
                    check(now.row(), rows);
                    yield digest -> digest.apply(before, now);
                }
                case UNKNOWN -> digest -> {};
            };
        } catch (IllegalArgumentException e) {
            throw new CorruptRecordException("mapping: " + e.getMessage());
        }
    }

    private static byte[] valueOf(Header header) {
        return header == null ? null : header.value();
    }

    private static void check(int row, int rows) {
        if (row >= rows) {
            throw new IllegalArgumentException("row " + row + " is beyond K");
        }
    }
}
