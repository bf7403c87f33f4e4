// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import io.rowcast.topology.client.CodebookTable;
import io.rowcast.topology.client.SideTable;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Side;

/** The vertices of one side in the order of their ids, by number from 0 on. */
final class SortedSide {
    private final Side side;
    private final CodebookTable table;
    private final SideTable vertices;
    private final int[] entries;

    SortedSide(CodebookTable table, Side side) {
        this.side = side;
        this.table = table;
        this.vertices = table.vertices(side);
        this.entries = vertices.sorted();
    }

    Side side() {
        return side;
    }

    /** What names of files begin with: {@code users} or {@code items}. */
    String name() {
        return side.word() + "s";
    }

    int size() {
        return entries.length;
    }

    /** Whether every id is the decimal text of a 64-bit integer. */
    boolean isNumeric() {
        return vertices.isNumeric();
    }

    /** An id that is no such integer, where not {@link #isNumeric()}. */
    String anyText() {
        return vertices.anyText().orElseThrow();
    }

    String id(int vertex) {
        return vertices.id(entries[vertex]);
    }

    /** The id where {@link #isNumeric()}. */
    long number(int vertex) {
        return vertices.number(entries[vertex]);
    }

    int row(int vertex) {
        return vertices.row(entries[vertex]);
    }

    int generation(int vertex) {
        return vertices.generation(entries[vertex]);
    }

    int secondaryRow(int vertex) {
        return vertices.secondaryRow(entries[vertex]);
    }

    int secondaryGeneration(int vertex) {
        return vertices.secondaryGeneration(entries[vertex]);
    }

    /** The secondary row, or the primary where there is none: so that their mean is what it should be. */
    int secondaryOrPrimary(int vertex) {
        int secondary = secondaryRow(vertex);
        return secondary == Mapping.NO_ROW ? row(vertex) : secondary;
    }

    /** Whether the generations are those of the rows; else the vertex counts as unknown. */
    boolean isCurrent(int vertex) {
        return table.isCurrent(side, entries[vertex]);
    }

    /** How many are not {@link #isCurrent}. */
    int stale() {
        int stale = 0;
        for (int vertex = 0; vertex < entries.length; vertex++) {
            stale += isCurrent(vertex) ? 0 : 1;
        }
        return stale;
    }
}
