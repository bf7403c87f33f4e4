// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.client;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.graph.Side;

/** The latest mapping of every vertex and the latest state of every row. Not thread-safe. */
public final class CodebookTable {
    private final SideTable users = new SideTable(Side.USER);
    private final SideTable items = new SideTable(Side.ITEM);
    private final RowStates userRows = new RowStates(Side.USER);
    private final RowStates itemRows = new RowStates(Side.ITEM);

    /** The vertices of a side. */
    public SideTable vertices(Side side) {
        return side == Side.USER ? users : items;
    }

    /** The rows of a side. */
    public RowStates rows(Side side) {
        return side == Side.USER ? userRows : itemRows;
    }

    /** Takes in a later mapping; one whose row is {@link Mapping#NO_ROW} takes the vertex out. */
    public void put(Mapping mapping) {
        vertices(mapping.side()).put(mapping);
    }

    /** Takes in a later state of a row. */
    public void put(RowState state) {
        rows(state.side()).put(state);
    }

    /** Number of vertices of a side that have a row. */
    public int size(Side side) {
        return vertices(side).size();
    }

    /** The mapping of a vertex whatever its generations, or {@code null} if it has none. */
    public Mapping get(Side side, String id) {
        int entry = vertices(side).find(id);
        return entry == SideTable.NONE ? null : vertices(side).mapping(entry);
    }

    /**
     * Whether the generations at an entry are those of its rows. Else the vertex counts as unknown: the record of the
     * other of the two is still on its way.
     */
    public boolean isCurrent(Side side, int entry) {
        SideTable vertices = vertices(side);
        RowStates rows = rows(side);
        int secondary = vertices.secondaryRow(entry);
        return vertices.generation(entry) == rows.generation(vertices.row(entry))
                && (secondary == Mapping.NO_ROW || vertices.secondaryGeneration(entry) == rows.generation(secondary));
    }

    /** Writes the two rows of what is at an entry, or of the fallback, into an array. */
    void rows(Side side, int entry, Fallback fallback, long hash, int[] into, int at) {
        boolean known = entry != SideTable.NONE && isCurrent(side, entry);
        into[at] = known ? vertices(side).row(entry) : fallback.row(hash);
        into[at + 1] = known ? vertices(side).secondaryRow(entry) : Mapping.NO_ROW;
    }
}
