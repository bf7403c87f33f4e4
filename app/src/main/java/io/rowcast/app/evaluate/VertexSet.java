// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.Arrays;

/** Some of the vertices in [0, size), in the order in which they were added. */
final class VertexSet {
    private final byte[] marks;
    private final int[] members;
    private int count;

    VertexSet(int size) {
        marks = new byte[size];
        members = new int[size];
    }

    static VertexSet all(int size) {
        VertexSet all = new VertexSet(size);
        for (int vertex = 0; vertex < size; vertex++) {
            all.add(vertex);
        }
        return all;
    }

    void add(int vertex) {
        if (marks[vertex] == 0) {
            marks[vertex] = 1;
            members[count++] = vertex;
        }
    }

    boolean contains(int vertex) {
        return marks[vertex] != 0;
    }

    int count() {
        return count;
    }

    /** Whether every vertex is in it. */
    boolean isAll() {
        return count == members.length;
    }

    /**
     * A member by its position.
     *
     * @param position in [0, {@link #count()})
     */
    int member(int position) {
        return members[position];
    }

    void clear() {
        for (int i = 0; i < count; i++) {
            marks[members[i]] = 0;
        }
        count = 0;
    }

    /**
     * Copies those of a list that are members, in their order. The copy is always written and only sometimes kept, as a
     * branch that cannot be predicted costs more.
     *
     * @param into of at least to - from
     * @return how many there are
     */
    int select(int[] list, int from, int to, int[] into) {
        int kept = 0;
        for (int i = from; i < to; i++) {
            into[kept] = list[i];
            kept += marks[list[i]];
        }
        return kept;
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOf(members, count));
    }
}
