// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.graph.Side;
import it.unimi.dsi.fastutil.ints.Int2LongOpenHashMap;

/**
 * The co-cluster of every vertex of both sides.
 *
 * @param users label of each user, or {@link Rows#NO_ROW} for one without edges
 * @param items label of each item, likewise
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CoClusters(int[] users, int[] items) {

    /** Share of the edges whose two ends are in the same co-cluster, in [0, 1]; 0 without edges. */
    public double insideShare(BipartiteGraph graph) {
        long inside = 0;
        for (int user = 0; user < users.length; user++) {
            for (int i = 0; i < graph.degree(Side.USER, user); i++) {
                inside += users[user] == items[graph.neighbour(Side.USER, user, i)] ? 1 : 0;
            }
        }
        return graph.edges() == 0 ? 0 : (double) inside / graph.edges();
    }

    /**
     * The objective of balanced co-clustering with degree weights, divided by the number of edges: the share of edges inside
     * less R times the sum over co-clusters of the products of their shares of both sides' degrees.
     *
     * @param resolution R, &gt;= 0
     */
    public double objective(BipartiteGraph graph, double resolution) {
        Int2LongOpenHashMap ofUsers = degrees(graph, Side.USER, users);
        Int2LongOpenHashMap ofItems = degrees(graph, Side.ITEM, items);
        double products = 0;
        for (int label : ofUsers.keySet().toIntArray()) {
            // Whole numbers well below 2^53, whose sum has the same digits in any order.
            products += (double) ofUsers.get(label) * ofItems.get(label);
        }
        double edges = graph.edges();
        return edges == 0 ? 0 : insideShare(graph) - resolution * products / (edges * edges);
    }

    private static Int2LongOpenHashMap degrees(BipartiteGraph graph, Side side, int[] labels) {
        Int2LongOpenHashMap degrees = new Int2LongOpenHashMap();
        for (int vertex = 0; vertex < labels.length; vertex++) {
            if (labels[vertex] != Rows.NO_ROW) {
                degrees.addTo(labels[vertex], graph.degree(side, vertex));
            }
        }
        return degrees;
    }
}
