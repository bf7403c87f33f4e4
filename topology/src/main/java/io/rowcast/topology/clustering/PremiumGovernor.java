// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

/**
 * Sets the premium of a side so that few of its rows stand empty. Raised a step at a time while more than
 * {@link #FREE_SHARE} of the rows are empty, lowered more slowly while fewer than {@link #RESERVE_SHARE} are, and left
 * alone in between, so that it comes to rest. Whoever calls it lets every vertex answer to one step before the next. Rows are
 * only asked to be in use where there are vertices for them, see {@link ClusteringParameters#wantedRows}.
 */
public final class PremiumGovernor {
    /** Share of the rows that may stand empty; one row always may. */
    public static final double FREE_SHARE = 0.03;

    /** The least step up, as a share of a vertex's edges. */
    public static final double RAISE = 0.01;

    /** What more a step up is, times the share of rows that stand empty beyond what may. */
    public static final double RAISE_PER_FREE_SHARE = 0.1;

    /** And another, as a share of the premium: above one only vertices of ever more edges answer to it. */
    public static final double RAISE_SHARE = 0.1;

    /** A step down, as a factor: not too large, as vertices that lose their premium leave many rows at once. */
    public static final double LOWER = 0.75;

    /** Share of the rows that must stand empty before the premium is left alone. */
    public static final double RESERVE_SHARE = 0.005;

    /** A premium below this is none. */
    private static final double LEAST = 0.001;

    /**
     * The largest premium. At one a vertex of no more edges than an average one gives up all of them for a row of its own, at
     * this one a vertex of 64 times as many.
     */
    public static final double CEILING = 64;

    /** Growth or loss of vertices after which a premium that had to be raised again may be lowered once more. */
    private static final double NEW_GRAPH = 0.05;

    /**
     * What a premium is worth to a vertex: that many times its edges, or those of an average vertex where it has more. Were it a
     * share of all edges, vertices with very many, of which few lie in any one cluster, would be first to take rows that stand
     * empty; so they are last.
     *
     * @param premium in [0, {@link #CEILING}]
     * @param degree of the vertex
     * @param edgeWeight of all edges, in the unit of the degree
     * @param vertices vertices of the side
     * @return the worth, in the unit of the degree
     */
    public static double worth(double premium, long degree, double edgeWeight, long vertices) {
        return premium * Math.min((double) degree, edgeWeight / Math.max(1, vertices));
    }

    private boolean lowered;
    private long heldAt;

    /**
     * The next premium, with a memory of the last ones: where lowering it made so many rows empty that it had to rise
     * again, it is not lowered until the number of vertices has changed. So it comes to rest even where no premium gives
     * a number of rows in use that {@link #next} would leave alone.
     */
    public double govern(double premium, int rows, int rowsInUse, long vertices) {
        double next = next(premium, rows, rowsInUse, vertices);
        if (next < premium) {
            if (Math.abs(vertices - heldAt) <= NEW_GRAPH * heldAt) {
                return premium;
            }
            lowered = true;
        } else if (next > premium && lowered) {
            lowered = false;
            heldAt = vertices;
        }
        return next;
    }

    /**
     * The next premium by the present state alone.
     *
     * @param premium the present premium, in [0, {@link #CEILING}]
     * @param rows K
     * @param rowsInUse rows of the side that a vertex carries
     * @param vertices vertices of the side
     */
    public static double next(double premium, int rows, int rowsInUse, long vertices) {
        double wanted = ClusteringParameters.wantedRows(rows, vertices);
        double free = wanted <= 0 ? 0 : 1 - rowsInUse / wanted;
        // Of few rows even one is more than the share that may stand empty, yet with none empty the premium falls.
        if (free > FREE_SHARE && wanted - rowsInUse > 1) {
            return Math.min(CEILING, (1 + RAISE_SHARE) * premium + RAISE + RAISE_PER_FREE_SHARE * (free - FREE_SHARE));
        }
        if (free < RESERVE_SHARE) {
            double lowered = premium * LOWER;
            return lowered < LEAST ? 0 : lowered;
        }
        return premium;
    }
}
