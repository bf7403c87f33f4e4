// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.batch;

import io.rowcast.topology.graph.Side;
import it.unimi.dsi.fastutil.ints.IntArrayList;

/**
 * A bipartite graph at rest: vertices are numbered from 0 on each side, edges are distinct. Each side has its neighbours
 * in one array, sorted within a vertex (compressed sparse rows): 8 bytes an edge. Vertices without edges are allowed.
 */
public final class BipartiteGraph {
    private final Adjacency users;
    private final Adjacency items;

    /**
     * The neighbours of all vertices of a side, or of both, for loops that must not cost a call an edge. The arrays must not be
     * changed.
     *
     * @param offsets where the neighbours of a vertex begin; one more than there are vertices
     * @param neighbours numbers of vertices, ascending within a vertex
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Adjacency(int[] offsets, int[] neighbours) {
        int vertices() {
            return offsets.length - 1;
        }

        /** The number of distinct edges of a vertex. */
        public int degree(int vertex) {
            return offsets[vertex + 1] - offsets[vertex];
        }
    }

    private BipartiteGraph(Adjacency users, Adjacency items) {
        this.users = users;
        this.items = items;
    }

    /** One more than the largest number of a vertex of a side that has an edge. */
    public int vertices(Side side) {
        return adjacency(side).vertices();
    }

    /** The number of distinct edges. */
    public int edges() {
        return users.neighbours.length;
    }

    /** The number of distinct edges of a vertex. */
    public int degree(Side side, int vertex) {
        return adjacency(side).degree(vertex);
    }

    /**
     * A neighbour of a vertex.
     *
     * @param position in [0, degree)
     */
    public int neighbour(Side side, int vertex, int position) {
        return adjacency(side).neighbours[adjacency(side).offsets[vertex] + position];
    }

    /** The neighbours of all vertices of a side. */
    public Adjacency adjacency(Side side) {
        return side == Side.USER ? users : items;
    }

    /**
     * All vertices in one numbering: user u is vertex u, item i is vertex users + i. Each edge is there twice; 8 bytes an
     * edge, beside those of the graph.
     *
     * @param users number of users, &gt;= those of the graph; the others have no edge
     * @param items likewise of items
     */
    public Adjacency joint(int users, int items) {
        int[] offsets = new int[users + items + 1];
        int[] neighbours = new int[Math.multiplyExact(2, edges())];
        int next = 0;
        for (Side side : Side.values()) {
            Adjacency own = adjacency(side);
            int base = side == Side.USER ? 0 : users;
            int otherBase = side == Side.USER ? users : 0;
            for (int vertex = 0; vertex < (side == Side.USER ? users : items); vertex++) {
                int end = vertex < own.vertices() ? own.offsets[vertex + 1] : 0;
                for (int i = vertex < own.vertices() ? own.offsets[vertex] : 0; i < end; i++) {
                    neighbours[next++] = otherBase + own.neighbours[i];
                }
                offsets[base + vertex + 1] = next;
            }
        }
        return new Adjacency(offsets, neighbours);
    }

    /** Collects edges in any order, repeated ones too. Takes 8 bytes an edge, three times as much while it builds. */
    public static final class Builder {
        private final IntArrayList users = new IntArrayList();
        private final IntArrayList items = new IntArrayList();
        private int userCount;
        private int itemCount;

        /**
         * Adds an edge.
         *
         * @param user number of the user, &gt;= 0
         * @param item number of the item, &gt;= 0
         * @throws IllegalArgumentException if a number is negative
         */
        public Builder add(int user, int item) {
            if (user < 0 || item < 0) {
                throw new IllegalArgumentException("negative vertex number in edge " + user + " - " + item);
            }
            users.add(user);
            items.add(item);
            userCount = Math.max(userCount, user + 1);
            itemCount = Math.max(itemCount, item + 1);
            return this;
        }

        /** The graph of all edges added so far. */
        public BipartiteGraph build() {
            Adjacency unsorted = group(items.elements(), users.elements(), users.size(), itemCount);
            Adjacency repeated = transpose(unsorted, userCount);
            Adjacency distinct = dropRepeated(repeated);
            return new BipartiteGraph(distinct, transpose(distinct, itemCount));
        }

        private static Adjacency group(int[] keys, int[] values, int size, int vertices) {
            int[] offsets = new int[vertices + 1];
            for (int i = 0; i < size; i++) {
                offsets[keys[i] + 1]++;
            }
            int[] next = sum(offsets);
            int[] neighbours = new int[size];
            for (int i = 0; i < size; i++) {
                neighbours[next[keys[i]]++] = values[i];
            }
            return new Adjacency(offsets, neighbours);
        }

        /** The other side's view of the same edges. Its neighbours are sorted, as they are met in ascending order. */
        private static Adjacency transpose(Adjacency side, int vertices) {
            int[] offsets = new int[vertices + 1];
            for (int neighbour : side.neighbours) {
                offsets[neighbour + 1]++;
            }
            int[] next = sum(offsets);
            int[] neighbours = new int[side.neighbours.length];
            for (int vertex = 0; vertex < side.vertices(); vertex++) {
                for (int i = side.offsets[vertex]; i < side.offsets[vertex + 1]; i++) {
                    neighbours[next[side.neighbours[i]]++] = vertex;
                }
            }
            return new Adjacency(offsets, neighbours);
        }

        private static Adjacency dropRepeated(Adjacency sorted) {
            int[] offsets = new int[sorted.offsets.length];
            IntArrayList neighbours = new IntArrayList(sorted.neighbours.length);
            for (int vertex = 0; vertex < sorted.vertices(); vertex++) {
                for (int i = sorted.offsets[vertex]; i < sorted.offsets[vertex + 1]; i++) {
                    if (i == sorted.offsets[vertex] || sorted.neighbours[i] != sorted.neighbours[i - 1]) {
                        neighbours.add(sorted.neighbours[i]);
                    }
                }
                offsets[vertex + 1] = neighbours.size();
            }
            return new Adjacency(offsets, neighbours.toIntArray());
        }

        private static int[] sum(int[] offsets) {
            for (int i = 1; i < offsets.length; i++) {
                offsets[i] += offsets[i - 1];
            }
            return offsets.clone();
        }
    }
}
