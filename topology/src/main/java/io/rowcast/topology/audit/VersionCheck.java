// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.codebook.ContentHash;
import io.rowcast.topology.codebook.ContentHasher;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.codebook.TableSum;
import io.rowcast.topology.codebook.VersionPart;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.CodebookVersionJson;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.MappingJson;
import io.rowcast.topology.serde.VersionKey;
import io.rowcast.topology.serde.VersionPartFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds up the mapping topic and compares: what each task has added up, where it has read its partition to the end, and the
 * latest version, where it goes to the end of every partition.
 */
final class VersionCheck {
    private final Spool spool;
    private final ClusteringConfig config;
    private final Tally tally;
    private final long[] ends;
    private final TableSum[] sums;

    /**
     * @param ends for each partition of the mapping topic, the offset after its last record
     */
    VersionCheck(Spool spool, ClusteringConfig config, Tally tally, long[] ends) {
        this.spool = spool;
        this.config = config;
        this.tally = tally;
        this.ends = ends.clone();
        this.sums = new TableSum[ends.length];
        Arrays.fill(sums, TableSum.ZERO);
    }

    /**
     * Checks.
     *
     * @param mappings name of the mapping topic
     * @param sumsTopic name of the changelog of what tasks have added up
     * @param versions name of the control topic
     * @param atRest whether a task may have stopped before it read its partition to the end
     */
    void run(String mappings, String sumsTopic, String versions, boolean atRest) {
        addUp(mappings);
        try (Spool.Scan scan = spool.scan(Section.MAPPING_SUMS)) {
            for (; scan.key() != null; scan.next()) {
                TopicRecord record = TopicRecord.of(sumsTopic, scan);
                try {
                    checkTask(record, atRest);
                } catch (CorruptRecordException | IllegalStateException e) {
                    tally.checked();
                    tally.violation("%s: %s", record.place(), e.getMessage());
                }
            }
        }
        checkVersion(versions);
    }

    private void addUp(String topic) {
        ContentHasher hasher = new ContentHasher();
        try (Spool.Scan scan = spool.scan(Section.MAPPINGS)) {
            for (; scan.key() != null; scan.next()) {
                TopicRecord record = TopicRecord.of(topic, scan);
                if (record.partition() < sums.length) {
                    sums[record.partition()] = sums[record.partition()].plus(lineOf(record, hasher));
                }
            }
        }
    }

    private static TableSum lineOf(TopicRecord record, ContentHasher hasher) {
        try {
            switch (MappingJson.kind(record.key())) {
                case MAPPING -> {
                    Mapping mapping = MappingJson.decode(record.key(), record.value());
                    return line(mapping.side(), 1, 0, hasher.of(mapping));
                }
                case ROW -> {
                    RowState row = MappingJson.decodeRow(record.key(), record.value());
                    return line(row.side(), 0, row.members() ? 1 : 0, hasher.of(row));
                }
                case UNKNOWN -> {}
            }
        } catch (IllegalArgumentException e) {
            // Told by the check of mappings.
        }
        return TableSum.ZERO;
    }

    private static TableSum line(Side side, int vertices, int rows, ContentHash hash) {
        boolean user = side == Side.USER;
        return new TableSum(user ? vertices : 0, user ? 0 : vertices, user ? rows : 0, user ? 0 : rows, hash);
    }

    private void checkTask(TopicRecord record, boolean atRest) {
        if (VersionKey.decode(record.key()).kind() != VersionKey.Kind.HEAD) {
            return;
        }
        VersionPart part = VersionPartFormat.decode(record.value(), config.rows());
        int partition = part.partition();
        if (partition != record.partition() || partition >= sums.length) {
            throw new CorruptRecordException("the sum of partition " + partition + " does not belong here");
        }
        if (part.position() == ends[partition]) {
            tally.require(
                    part.sum().equals(sums[partition]),
                    "%s: the task adds partition %d up to %s, but it comes to %s",
                    record.place(),
                    partition,
                    part.sum(),
                    sums[partition]);
        } else {
            tally.require(
                    atRest || part.position() > ends[partition],
                    "%s: the task has read partition %d as far as %d of %d",
                    record.place(),
                    partition,
                    part.position(),
                    ends[partition]);
        }
    }

    private void checkVersion(String topic) {
        CodebookVersion latest = null;
        try (Spool.Scan scan = spool.scan(Section.VERSIONS)) {
            for (; scan.key() != null; scan.next()) {
                TopicRecord record = TopicRecord.of(topic, scan);
                tally.checked();
                try {
                    CodebookVersion version = CodebookVersionJson.decode(record.key(), record.value());
                    if (latest == null || version.version() > latest.version()) {
                        latest = version;
                    }
                } catch (IllegalArgumentException e) {
                    tally.violation("%s: %s", record.place(), e.getMessage());
                }
            }
        }
        List<Long> whole = new ArrayList<>();
        TableSum sum = TableSum.ZERO;
        for (int partition = 0; partition < sums.length; partition++) {
            whole.add(ends[partition]);
            sum = sum.plus(sums[partition]);
        }
        if (latest != null && latest.offsets().equals(whole)) {
            tally.require(
                    latest.sum().equals(sum),
                    "%s: version %d says %s, but the table there is %s",
                    topic,
                    latest.version(),
                    latest.sum(),
                    sum);
        }
    }
}
