// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import io.rowcast.topology.graph.Side;

/**
 * What a solver came to.
 *
 * @param users rows of the users
 * @param items rows of the items
 * @param clusters the co-clusters that the rows stand for, or {@code null} if the method has none, so that equal numbers on
 *     the two sides mean nothing
 * @param resolution R that the method worked with, see {@link CoClusters#objective}; NaN if it knows none
 * @param rounds times that all vertices were looked at; 0 if the method does not
 */
public record Solution(Rows users, Rows items, CoClusters clusters, double resolution, int rounds) {

    /** A solution by a method without clusters. */
    static Solution withoutClusters(Rows users, Rows items) {
        return new Solution(users, items, null, Double.NaN, 0);
    }

    /** The rows of a side. */
    public Rows rows(Side side) {
        return side == Side.USER ? users : items;
    }

    /** Rows of both tables together: what a budget counts. */
    public int tables() {
        return users.table() + items.table();
    }
}
