// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import io.rowcast.topology.batch.BipartiteGraph;

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
        BipartiteGraph.Adjacency joint = graph.joint(users, items);
        return new Adjacency(users, items, joint.offsets(), joint.neighbours());
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
