package io.rowcast.topology.clustering;

import io.rowcast.topology.graph.EdgeWeighting;
import io.rowcast.topology.graph.Side;

/**
 * The parameters of the objective and of the move.
 *
 * @param rows K, the number of labels and of rows per codebook, &gt;= 1
 * @param rho the resolution as a share: what joining an average-volume cluster costs, as a share of the vertex's
 *     edges; R = rho * K
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

    /** The defaults of the design for a number of rows. */
    public static ClusteringParameters ofRows(int rows) {
        return new ClusteringParameters(
                rows,
                DEFAULT_RHO,
                DEFAULT_HYSTERESIS,
                VertexWeighting.DEGREE,
                VertexWeighting.DEGREE,
                EdgeWeighting.SET);
    }

    /** R, the price of volume. */
    public double resolution() {
        return rho * rows;
    }

    /** The hysteresis in edge-weight units. */
    public double hysteresisUnits() {
        return hysteresis * edgeWeighting.unit();
    }

    /** The weighting of a side. */
    public VertexWeighting weighting(Side side) {
        return side == Side.USER ? userWeighting : itemWeighting;
    }

    /** What may never change while state exists, as text: two instances agree when these are equal. */
    public String deployment() {
        return "rows=" + rows + " weighting.user=" + userWeighting + " weighting.item=" + itemWeighting
                + " edge.weighting=" + edgeWeighting;
    }
}
