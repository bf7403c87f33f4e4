// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.client;

import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowChanges;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.codebook.TableDigest;
import io.rowcast.topology.codebook.TableSum;
import io.rowcast.topology.graph.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** A table with what it adds up to, and how far each partition has been read into it. Not thread-safe. */
final class VersionedTable {
    private final CodebookTable table = new CodebookTable();
    private final TableFeed feed = new TableFeed(this::put, this::put);
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final TableDigest digest = new TableDigest();
    private List<Mapping> replaced;
    private List<ReplacedRow> replacedRows;

    /**
     * A row that has got another state.
     *
     * @param was {@code null} if it had none
     */
    private record ReplacedRow(Side side, int row, RowState was) {}

    CodebookTable table() {
        return table;
    }

    /**
     * Applies all records before a version's offsets.
     *
     * @return whether the table is that of the version
     */
    boolean readTo(CodebookVersion version, TopicReader records, TopicReader.Progress progress) {
        Map<TopicPartition, Long> to = new HashMap<>();
        List<Long> offsets = version.offsets();
        for (int partition = 0; partition < offsets.size(); partition++) {
            to.put(new TopicPartition(version.topic(), partition), offsets.get(partition));
        }
        records.read(positions, to, feed::accept, progress);
        positions.clear();
        positions.putAll(to);
        return digest.sum().equals(version.sum());
    }

    /**
     * As {@link #readTo}, but where the table would not be that of the version it stays what it is.
     *
     * @return whether the table is that of the version
     */
    boolean advanceTo(CodebookVersion version, TopicReader records, TopicReader.Progress progress) {
        TableSum sum = digest.sum();
        Map<TopicPartition, Long> before = new HashMap<>(positions);
        replaced = new ArrayList<>();
        replacedRows = new ArrayList<>();
        boolean exact = false;
        try {
            exact = readTo(version, records, progress);
        } finally {
            if (!exact) {
                takeBack();
                positions.clear();
                positions.putAll(before);
                digest.restore(sum);
            }
            replaced = null;
            replacedRows = null;
        }
        return exact;
    }

    private void takeBack() {
        for (int i = replaced.size() - 1; i >= 0; i--) {
            table.put(replaced.get(i));
        }
        for (int i = replacedRows.size() - 1; i >= 0; i--) {
            ReplacedRow row = replacedRows.get(i);
            table.rows(row.side()).restore(row.row(), row.was());
        }
    }

    /** What happened to the rows since the last call. */
    RowChanges takeChanges() {
        RowChanges changes = new RowChanges();
        changes.add(digest.changes());
        digest.changes().clear();
        return changes;
    }

    /** What turns another table into this one. */
    RowChanges changesSince(VersionedTable before) {
        TableDigest difference = new TableDigest();
        difference.restore(before.digest.sum());
        for (Side side : Side.values()) {
            SideTable old = before.table.vertices(side);
            for (int entry : old.sorted()) {
                Mapping was = old.mapping(entry);
                difference.apply(was, mapping(table, side, was.id()));
            }
            SideTable now = table.vertices(side);
            for (int entry : now.sorted()) {
                Mapping mapping = now.mapping(entry);
                if (old.find(mapping.id()) == SideTable.NONE) {
                    difference.apply(Mapping.none(side, mapping.id()), mapping);
                }
            }
            RowStates rows = table.rows(side);
            for (int row = 0; row < rows.length(); row++) {
                RowState was = before.table.rows(side).get(row);
                RowState state = rows.get(row);
                if (state != null && !state.equals(was)) {
                    difference.apply(was, state);
                }
            }
        }
        return difference.changes();
    }

    private void put(Mapping mapping) {
        Mapping was = mapping(table, mapping.side(), mapping.id());
        // A deletion may be left of a vertex whose mappings were compacted away.
        if (was.row() != Mapping.NO_ROW || mapping.row() != Mapping.NO_ROW) {
            digest.apply(was, mapping);
            table.put(mapping);
            if (replaced != null) {
                replaced.add(was);
            }
        }
    }

    private static Mapping mapping(CodebookTable table, Side side, String id) {
        Mapping mapping = table.get(side, id);
        return mapping == null ? Mapping.none(side, id) : mapping;
    }

    private void put(RowState state) {
        RowState was = table.rows(state.side()).get(state.row());
        digest.apply(was, state);
        table.put(state);
        if (replacedRows != null) {
            replacedRows.add(new ReplacedRow(state.side(), state.row(), was));
        }
    }
}
