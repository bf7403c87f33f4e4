// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.codebook;

/**
 * Keeps the sum of a table and the changes of its rows up to date, record by record, without the table: each record says
 * what it replaces. Not thread-safe.
 */
public final class TableDigest {
    private final ContentHasher hasher = new ContentHasher();
    private final RowChanges changes = new RowChanges();
    private TableSum sum = TableSum.ZERO;

    public TableSum sum() {
        return sum;
    }

    /** What happened to the rows; whoever has told of it clears it. */
    public RowChanges changes() {
        return changes;
    }

    /** Begins with the sum of a table, and no changes. */
    public void restore(TableSum newSum) {
        sum = newSum;
        changes.clear();
    }

    /**
     * Applies the mapping of a vertex.
     *
     * @param was what it replaces, without a row if there was none
     * @param now the mapping, without a row if the vertex is gone
     * @throws IllegalStateException if no such table can be
     */
    public void apply(Mapping was, Mapping now) {
        boolean had = was.row() != Mapping.NO_ROW;
        boolean has = now.row() != Mapping.NO_ROW;
        if (!had && !has) {
            throw new IllegalStateException(now.side().word() + ":" + now.id() + " is gone, but had no row");
        }
        ContentHash hash = sum.hash();
        if (had) {
            hash = hash.minus(hasher.of(was));
        }
        if (has) {
            hash = hash.plus(hasher.of(now));
        }
        sum = sum.vertices(now.side(), (has ? 1 : 0) - (had ? 1 : 0), hash);
        noteLeft(was, now);
        noteLeft(now, was);
    }

    /**
     * Applies the state of a row.
     *
     * @param was what it replaces, or {@code null} if there was no record of the row
     * @throws IllegalStateException if no row can go from one to the other
     */
    public void apply(RowState was, RowState now) {
        int generation = was == null ? 0 : was.generation();
        boolean members = was != null && was.members();
        if (now.generation() < generation) {
            throw new IllegalStateException("a row cannot go from " + was + " to " + now);
        }
        ContentHash hash = was == null ? sum.hash() : sum.hash().minus(hasher.of(was));
        sum = sum.rows(now.side(), (now.members() ? 1 : 0) - (members ? 1 : 0), hash.plus(hasher.of(now)));
        if (now.generation() > generation) {
            changes.reset(now.side(), now.row());
        }
        if (now.members() != members) {
            changes.membership(now.side(), now.row(), now.members());
        }
    }

    /** Notes the rows of a mapping that another does not have, a row of another generation being another row. */
    private void noteLeft(Mapping mapping, Mapping other) {
        if (mapping.row() != Mapping.NO_ROW && !has(other, mapping.row(), mapping.generation())) {
            changes.memberChanged(mapping.side(), mapping.row());
        }
        if (mapping.secondaryRow() != Mapping.NO_ROW
                && !has(other, mapping.secondaryRow(), mapping.secondaryGeneration())) {
            changes.memberChanged(mapping.side(), mapping.secondaryRow());
        }
    }

    private static boolean has(Mapping mapping, int row, int generation) {
        return (mapping.row() == row && mapping.generation() == generation)
                || (mapping.secondaryRow() == row && mapping.secondaryGeneration() == generation);
    }
}
