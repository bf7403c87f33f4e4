package io.rowcast.topology.clustering;

/**
 * How much of the hysteresis holds in the sweeps of a task. While a sweep moves many vertices only moves of some gain are
 * worth their cost; once few would move, half of it is enough, and half of that, down to a {@link #LEAST_SHARE}. So the
 * moves that gain most come first, a stream that keeps moving vertices pays for no small ones, and what comes to rest has
 * hardly a vertex that would gain by a move. Not kept over restarts.
 */
public final class SweepHysteresis {
    /** Of the hysteresis; without any, ties that breathe with the volumes would move vertices for ever. */
    public static final double LEAST_SHARE = 1.0 / 16;

    /** A sweep that moves at most this share of the vertices is calm. */
    public static final double CALM_SHARE = 0.05;

    private double share = 1;

    /** Share of the hysteresis for the present sweep, in [{@link #LEAST_SHARE}, 1]. */
    public double share() {
        return share;
    }

    /** Whether the present sweep has the least. */
    public boolean least() {
        return share <= LEAST_SHARE;
    }

    /**
     * Tells that a whole sweep is done.
     *
     * @param moved vertices it moved
     * @param vertices vertices there are
     */
    public void sweepDone(long moved, long vertices) {
        share = moved <= CALM_SHARE * vertices ? Math.max(LEAST_SHARE, share / 2) : Math.min(1, share * 2);
    }
}
