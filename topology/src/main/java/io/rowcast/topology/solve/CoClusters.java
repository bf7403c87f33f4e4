// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.clustering.VertexWeighting;
import io.rowcast.topology.graph.Side;
import it.unimi.dsi.fastutil.ints.Int2LongOpenHashMap;
import java.util.stream.LongStream;

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

    /** The objective with degrees as weights, see {@link #objective(BipartiteGraph, double, VertexWeighting, VertexWeighting)}. */
    public double objective(BipartiteGraph graph, double resolution) {
        return objective(graph, resolution, VertexWeighting.DEGREE, VertexWeighting.DEGREE);
    }

    /**
     * The objective of balanced co-clustering, divided by the number of edges: the share of edges inside less R times the sum
     * over co-clusters of the products of their shares of both sides' volumes.
     *
     * @param resolution R, &gt;= 0
     */
    public double objective(
            BipartiteGraph graph, double resolution, VertexWeighting userWeighting, VertexWeighting itemWeighting) {
        Int2LongOpenHashMap ofUsers = volumes(graph, Side.USER, users, userWeighting);
        Int2LongOpenHashMap ofItems = volumes(graph, Side.ITEM, items, itemWeighting);
        double products = 0;
        for (int label : ofUsers.keySet().toIntArray()) {
            // Of degrees, whole numbers well below 2^53, whose sum has the same digits in any order.
            products += (double) ofUsers.get(label) * ofItems.get(label);
        }
        double totals = (double) total(ofUsers) * total(ofItems);
        return totals == 0 ? 0 : insideShare(graph) - resolution * products / totals;
    }

    private static Int2LongOpenHashMap volumes(
            BipartiteGraph graph, Side side, int[] labels, VertexWeighting weighting) {
        Int2LongOpenHashMap volumes = new Int2LongOpenHashMap();
        for (int vertex = 0; vertex < labels.length; vertex++) {
            if (labels[vertex] != Rows.NO_ROW) {
                volumes.addTo(labels[vertex], weighting.weight(graph.degree(side, vertex)));
            }
        }
        return volumes;
    }

    private static long total(Int2LongOpenHashMap volumes) {
        return LongStream.of(volumes.values().toLongArray()).sum();
    }
}
