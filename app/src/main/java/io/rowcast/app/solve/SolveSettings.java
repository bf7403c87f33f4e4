// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.solve;

import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.clustering.VertexWeighting;
import io.rowcast.topology.graph.EdgeWeighting;

/**
 * What a method is told; each takes what it knows.
 *
 * @param rows rows of each side, &gt;= 1
 * @param rho the resolution as a share, see {@link ClusteringParameters}
 * @param resolution R, or {@code null} to look for the one that makes most of the budget
 * @param gamma BACO's price of weight, or {@code null}
 * @param rounds most rounds, or {@code null} for the method's own number
 * @param seed of everything random
 * @param secondary whether users get a second row
 * @param userWeighting weight of a user in the volume of its cluster, for the live algorithm
 * @param itemWeighting likewise of an item
 */
public record SolveSettings(
        int rows,
        double rho,
        Double resolution,
        Double gamma,
        Integer rounds,
        long seed,
        boolean secondary,
        VertexWeighting userWeighting,
        VertexWeighting itemWeighting) {

    /** Rows of both tables together. */
    int budget() {
        return (int) Math.min(Integer.MAX_VALUE, 2L * rows);
    }

    double resolutionOrNaN() {
        return resolution == null ? Double.NaN : resolution;
    }

    /** The parameters of the live algorithm. */
    ClusteringParameters parameters() {
        return new ClusteringParameters(
                rows, rho, ClusteringParameters.DEFAULT_HYSTERESIS, userWeighting, itemWeighting, EdgeWeighting.SET);
    }
}
