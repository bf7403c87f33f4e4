package io.rowcast.app.evaluate;

import java.util.Arrays;

/**
 * The vertices of each row, for gathering gradients: those that have no other row, then those that have, each ascending.
 *
 * @param offsets where a row's vertices begin: 2 * row for those with this row only, 2 * row + 1 for the others
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RowMembers(int[] offsets, int[] vertices) {

    static RowMembers of(RowAssignment assignment) {
        int[] primary = assignment.primary();
        int[] secondary = assignment.secondary();
        int[] offsets = new int[2 * assignment.rows() + 1];
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

    /** The gradient of a row: that of its vertices, by half where they have two. */
    void gradient(int row, Matrix ofVertices, float[] into) {
        int shared = offsets[2 * row + 1];
        RowMath.sumRows(ofVertices, vertices, offsets[2 * row], shared, into);
        for (int i = shared; i < offsets[2 * row + 2]; i++) {
            RowMath.addScaled(ofVertices.row(vertices[i]), 0.5f, into);
        }
    }
}
