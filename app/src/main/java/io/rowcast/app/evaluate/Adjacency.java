package io.rowcast.app.evaluate;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.graph.Side;

/**
 * The neighbours of all vertices in one numbering, users first, then items: vertex u is user u, vertex users + i is item
 * i. Symmetric; neighbours ascend within a vertex (compressed sparse rows), 8 bytes an edge.
 *
 * @param users number of users
 * @param items number of items
 * @param offsets where the neighbours of a vertex begin; one more than there are vertices
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Adjacency(int users, int items, int[] offsets, int[] neighbours) {

    /**
     * The adjacency of a graph.
     *
     * @param users number of users, at least those of the graph; the others have no edge
     * @param items likewise of items
     */
    static Adjacency of(BipartiteGraph graph, int users, int items) {
        int[] offsets = new int[users + items + 1];
        int[] neighbours = new int[Math.multiplyExact(2, graph.edges())];
        int next = 0;
        for (Side side : Side.values()) {
            int base = side == Side.USER ? 0 : users;
            int otherBase = side == Side.USER ? users : 0;
            for (int i = 0; i < (side == Side.USER ? users : items); i++) {
                offsets[base + i] = next;
                int degree = i < graph.vertices(side) ? graph.degree(side, i) : 0;
                for (int position = 0; position < degree; position++) {
                    neighbours[next++] = otherBase + graph.neighbour(side, i, position);
                }
            }
        }
        offsets[users + items] = next;
        return new Adjacency(users, items, offsets, neighbours);
    }

    int vertices() {
        return users + items;
    }

    int degree(int vertex) {
        return offsets[vertex + 1] - offsets[vertex];
    }

    /** The number of edges, each counted once. */
    int edges() {
        return neighbours.length / 2;
    }
}
