// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import io.rowcast.topology.graph.EdgeWeighting;
import io.rowcast.topology.graph.Side;

/**
 * The parameters of the objective and of the move.
 *
 * @param rows K, the number of labels and of rows per codebook, &gt;= 1
 * @param rho the resolution as a share: what joining an average-volume cluster costs, as a share of the vertex's
 *     edges, see {@link #resolution}
 * @param hysteresis a vertex moves only for a larger gain than this, in edges, &gt;= 0
 * @param userWeighting weight of a user in its cluster's volume
 * @param itemWeighting weight of an item in its cluster's volume
 * @param edgeWeighting what the weight of an event means
 */
public record ClusteringParameters(
        int rows,
        double rho,
        double hysteresis,
        VertexWeighting userWeighting,
        VertexWeighting itemWeighting,
        EdgeWeighting edgeWeighting) {

    public static final double DEFAULT_RHO = 0.01;
    public static final double DEFAULT_HYSTERESIS = 0.5;
    public static final VertexWeighting DEFAULT_WEIGHTING = VertexWeighting.SQRT;

    /** Vertices of a side, on average, for each row that the resolution counts. */
    private static final int VERTICES_PER_ROW = 2;

    /** Share of the vertices of a side that may have a row of their own for the sake of having all rows in use. */
    private static final double FILLING_SHARE = 0.8;

    /**
     * Rho where none is given: {@link #DEFAULT_RHO}, or more for fewer than a hundred rows, so that R is not below 1. There one
     * cluster of everything can have a better objective than those that a graph has.
     *
     * @param rows K
     */
    public static double defaultRho(int rows) {
        return Math.max(DEFAULT_RHO, 1.0 / rows);
    }

    /** The defaults of the design for a number of rows. */
    public static ClusteringParameters ofRows(int rows) {
        return new ClusteringParameters(
                rows, defaultRho(rows), DEFAULT_HYSTERESIS, DEFAULT_WEIGHTING, DEFAULT_WEIGHTING, EdgeWeighting.SET);
    }

    /**
     * R, the price of volume, for a graph: rho times the rows that can be in use on both sides. Where K is far beyond what
     * the graph has vertices for, as at the beginning of a deployment, a K-th of the volume is less than one vertex has, and
     * rho * K would break up what belongs together.
     *
     * @param users users there are
     * @param items items there are
     */
    public double resolution(long users, long items) {
        return rho * Math.max(1, sharedRows(rows, Math.min(users, items)));
    }

    /**
     * The rows that vertices of a side would share: all K, or half as many as there are vertices.
     *
     * @param rows K
     * @param vertices vertices of the side
     */
    public static double sharedRows(int rows, long vertices) {
        return Math.min(rows, (double) vertices / VERTICES_PER_ROW);
    }

    /**
     * The rows that should be in use on a side: all K, or fewer where there are not enough vertices for them.
     *
     * @param rows K
     * @param vertices vertices of the side
     */
    public static double wantedRows(int rows, long vertices) {
        return Math.min(rows, FILLING_SHARE * vertices);
    }

    /** The hysteresis in edge-weight units. */
    public double hysteresisUnits() {
        return hysteresis * edgeWeighting.unit();
    }

    /** The weighting of a side. */
    public VertexWeighting weighting(Side side) {
        return side == Side.USER ? userWeighting : itemWeighting;
    }

    /** What a vertex of a side weighs that has one edge, of weight one: volumes are told to people in it. */
    public double volumeUnit(Side side) {
        return (double) weighting(side).weight(edgeWeighting.unit());
    }

    /** What may never change while state exists, as text: two instances agree when these are equal. */
    public String deployment() {
        return "rows=" + rows + " weighting.user=" + userWeighting + " weighting.item=" + itemWeighting
                + " edge.weighting=" + edgeWeighting;
    }
}
