// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import io.rowcast.topology.codebook.Mapping;
import java.util.Arrays;

/**
 * The vertices of each row, for gathering gradients: those that have no other row, then those that have, each ascending.
 *
 * @param offsets where a row's vertices begin: 2 * row for those with this row only, 2 * row + 1 for the others
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RowMembers(int[] offsets, int[] vertices) {

    /** Where every vertex has one row. */
    static RowMembers of(int[] rowOf, int rows) {
        int[] none = new int[rowOf.length];
        Arrays.fill(none, Mapping.NO_ROW);
        return of(rowOf, none, rows);
    }

    /**
     * Where a vertex may have a second row.
     *
     * @param primary row of each vertex, in [0, rows)
     * @param secondary likewise, or {@link Mapping#NO_ROW}
     */
    static RowMembers of(int[] primary, int[] secondary, int rows) {
        int[] offsets = new int[2 * rows + 1];
        for (int vertex = 0; vertex < primary.length; vertex++) {
            if (secondary[vertex] < 0) {
                offsets[2 * primary[vertex] + 1]++;
            } else {
                offsets[2 * primary[vertex] + 2]++;
                offsets[2 * secondary[vertex] + 2]++;
            }
        }
        for (int i = 1; i < offsets.length; i++) {
            offsets[i] += offsets[i - 1];
        }
        int[] next = Arrays.copyOf(offsets, offsets.length - 1);
        int[] vertices = new int[offsets[offsets.length - 1]];
        for (int vertex = 0; vertex < primary.length; vertex++) {
            if (secondary[vertex] < 0) {
                vertices[next[2 * primary[vertex]]++] = vertex;
            } else {
                vertices[next[2 * primary[vertex] + 1]++] = vertex;
                vertices[next[2 * secondary[vertex] + 1]++] = vertex;
            }
        }
        return new RowMembers(offsets, vertices);
    }

    /** How many vertices have a row. */
    int count(int row) {
        return offsets[2 * row + 2] - offsets[2 * row];
    }

    /**
     * The gradient of a row: the sum over its vertices, by half where they have two.
     *
     * @param at first of the components to sum, as many as {@code into} is long
     */
    void gradient(int row, Matrix ofVertices, int at, float[] into) {
        int shared = offsets[2 * row + 1];
        int end = offsets[2 * row + 2];
        if (at == 0 && into.length == ofVertices.width()) {
            RowMath.sumRows(ofVertices, vertices, offsets[2 * row], shared, into);
            for (int i = shared; i < end; i++) {
                RowMath.addScaled(ofVertices.row(vertices[i]), 0.5f, into);
            }
            return;
        }
        Arrays.fill(into, 0);
        for (int i = offsets[2 * row]; i < end; i++) {
            float share = i < shared ? 1 : 0.5f;
            float[] from = ofVertices.row(vertices[i]);
            for (int k = 0; k < into.length; k++) {
                into[k] += share * from[at + k];
            }
        }
    }
}
