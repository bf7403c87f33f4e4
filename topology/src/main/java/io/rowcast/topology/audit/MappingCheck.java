// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.serde.MappingJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.utils.Utils;

/** Compares the mapping topic with what vertices and rows call for, both in the order of their keys. */
final class MappingCheck {
    private final Spool spool;
    private final String topic;
    private final ClusteringConfig config;
    private final Tally tally;
    private final AuditProgress progress;

    MappingCheck(Spool spool, String topic, ClusteringConfig config, Tally tally, AuditProgress progress) {
        this.spool = spool;
        this.topic = topic;
        this.config = config;
        this.tally = tally;
        this.progress = progress;
    }

    /** Notes what the mapping of a vertex should be. */
    static void expect(Spool spool, Mapping mapping) {
        if (mapping.row() != Mapping.NO_ROW) {
            byte[] key = MappingJson.key(mapping.side(), mapping.id());
            spool.put(Section.EXPECTED_MAPPINGS, key, MappingJson.value(mapping));
        }
    }

    /** Notes what the record of a row should be. */
    static void expect(Spool spool, RowState row) {
        spool.put(Section.EXPECTED_MAPPINGS, MappingJson.rowKey(row.side(), row.row()), MappingJson.value(row));
    }

    void run() {
        long done = 0;
        try (Spool.Scan expected = spool.scan(Section.EXPECTED_MAPPINGS);
                Spool.Scan found = spool.scan(Section.MAPPINGS)) {
            TopicRecord record = next(found);
            while (expected.key() != null || record != null) {
                progress.checking("mappings", done++);
                tally.checked();
                int order = expected.key() == null
                        ? 1
                        : record == null ? -1 : Arrays.compareUnsigned(expected.key(), record.key());
                if (order < 0) {
                    tally.violation("%s has no mapping; it should be %s", text(expected.key()), text(expected.value()));
                } else if (order > 0) {
                    tally.violation(
                            "%s: %s has the mapping %s, but no record",
                            record.place(), text(record.key()), text(record.value()));
                } else {
                    compare(record, expected.value());
                }
                if (order <= 0) {
                    expected.next();
                }
                if (order >= 0) {
                    record = next(found);
                }
            }
        }
    }

    private void compare(TopicRecord record, byte[] expected) {
        byte[] found;
        try {
            found = MappingJson.kind(record.key()) == MappingJson.Kind.ROW
                    ? MappingJson.value(MappingJson.decodeRow(record.key(), record.value()))
                    : MappingJson.value(MappingJson.decode(record.key(), record.value()));
        } catch (IllegalArgumentException e) {
            tally.violation("%s: %s", record.place(), e.getMessage());
            return;
        }
        if (!Arrays.equals(expected, found)) {
            tally.violation(
                    "%s: %s has the mapping %s, but should have %s",
                    record.place(), text(record.key()), text(record.value()), text(expected));
        }
    }

    /** The record at a position, which goes on; those in another partition than their key's are told and left out. */
    private TopicRecord next(Spool.Scan scan) {
        while (scan.key() != null) {
            TopicRecord record = TopicRecord.of(topic, scan);
            scan.next();
            if (Utils.toPositive(Utils.murmur2(record.key())) % config.partitions() == record.partition()) {
                return record;
            }
            tally.checked();
            tally.violation("%s: %s belongs to another partition", record.place(), text(record.key()));
        }
        return null;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
