// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.graph.Side;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.SplittableRandom;

/**
 * What is trained on, and what decides when to stop.
 *
 * @param train edges trained on
 * @param validation edges that are not
 */
record Split(Adjacency train, HeldOut validation) {

    /**
     * Holds out a share of each user's edges, drawn at random and rounded down at random too, so that users with few edges
     * give theirs as often; every user keeps at least one.
     *
     * @param users number of users, at least those of the graph
     * @param items likewise
     * @param share in [0, 1)
     */
    static Split of(BipartiteGraph graph, int users, int items, double share, SplittableRandom random) {
        if (share == 0) {
            return new Split(Adjacency.of(graph, users, items), HeldOut.none(users));
        }
        BipartiteGraph.Builder kept = new BipartiteGraph.Builder();
        IntArrayList heldUsers = new IntArrayList();
        IntArrayList heldItems = new IntArrayList();
        for (int user = 0; user < graph.vertices(Side.USER); user++) {
            int degree = graph.degree(Side.USER, user);
            int left = Math.min((int) (share * degree + random.nextDouble()), degree - 1);
            for (int position = 0; position < degree; position++) {
                int item = graph.neighbour(Side.USER, user, position);
                if (left > 0 && random.nextInt(degree - position) < left) {
                    heldUsers.add(user);
                    heldItems.add(item);
                    left--;
                } else {
                    kept.add(user, item);
                }
            }
        }
        return new Split(Adjacency.of(kept.build(), users, items), HeldOut.of(users, heldUsers, heldItems));
    }
}
