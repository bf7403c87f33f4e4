// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

/**
 * How much of the hysteresis holds in the sweeps of a task. While many events arrive or many vertices move, only moves of
 * some gain are worth their cost; once few do, a quarter of it is enough, and a quarter of that, the {@link #STREAM_SHARE}. So
 * the moves that gain most come first and a fast stream pays for no small ones. Where hardly an event arrives it goes on
 * falling to the {@link #LEAST_SHARE}, and what comes to rest has hardly a vertex that would gain by a move. Not kept over
 * restarts.
 */
public final class SweepHysteresis {
    /** Of the hysteresis, at rest; without any, ties that breathe with the volumes would move vertices for ever. */
    public static final double LEAST_SHARE = 1.0 / 64;

    /** Of the hysteresis, while events arrive. */
    static final double STREAM_SHARE = 1.0 / 16;

    /** A sweep is calm when its moves and the events since the one before come to at most this share of the vertices. */
    public static final double CALM_SHARE = 0.05;

    /** Events arrive when those since the sweep before come to more than this share of the vertices. */
    static final double REST_SHARE = SweepPacing.QUIET_SHARE;

    private static final double STEP = 4;

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
     * @param events events that arrived since the sweep before was done
     * @param vertices vertices there are
     */
    public void sweepDone(long moved, long events, long vertices) {
        boolean rests = events <= REST_SHARE * vertices;
        if (moved + events == 0) {
            share = LEAST_SHARE;
        } else if (moved + events <= CALM_SHARE * vertices) {
            share = Math.max(rests ? LEAST_SHARE : STREAM_SHARE, share / STEP);
        } else if (!rests || share > STREAM_SHARE) {
            // Small moves at rest end by themselves, however many they are.
            share = Math.min(1, share * STEP);
        }
    }
}
