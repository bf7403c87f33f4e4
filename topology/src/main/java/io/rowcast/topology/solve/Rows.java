// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import it.unimi.dsi.fastutil.ints.IntOpenHashSet;

/**
 * The rows of the vertices of one side.
 *
 * @param primary row of each vertex, in [0, table), or {@link #NO_ROW} for one without edges
 * @param secondary second row of each vertex, to be averaged with the first, in [0, table) and another than the first, or
 *     {@link #NO_ROW}; {@code null} if no vertex has one
 * @param table rows of this side's embedding table
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Rows(int[] primary, int[] secondary, int table) {
    public static final int NO_ROW = -1;

    /** Rows without second ones. */
    static Rows of(int[] primary, int table) {
        return new Rows(primary, null, table);
    }

    /** The second row of a vertex, or {@link #NO_ROW}. */
    public int secondary(int vertex) {
        return secondary == null ? NO_ROW : secondary[vertex];
    }

    /** Rows that some vertex has, be it as its first or its second. */
    public int inUse() {
        IntOpenHashSet used = new IntOpenHashSet();
        for (int vertex = 0; vertex < primary.length; vertex++) {
            used.add(primary[vertex]);
            used.add(secondary(vertex));
        }
        used.remove(NO_ROW);
        return used.size();
    }

    /** Vertices that have two rows. */
    public int withSecondary() {
        int two = 0;
        for (int vertex = 0; vertex < primary.length; vertex++) {
            two += secondary(vertex) == NO_ROW ? 0 : 1;
        }
        return two;
    }
}
