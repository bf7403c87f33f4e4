// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

/**
 * How much of the hysteresis holds in the sweeps of a task. While many events arrive or many vertices move, only moves of
 * some gain are worth their cost; once few do, a quarter of it is enough, and a quarter of that, the {@link #STREAM_SHARE}. So
 * the moves that gain most come first and a fast stream pays for no small ones. Where hardly an event arrives it goes on
 * falling to the {@link #LEAST_SHARE}, and what comes to rest has hardly a vertex that would gain by a move.
 *
 * <p>Tasks that hear of each other's moves too late may chase each other for ever, for gains that each of them has and all
 * together have not. So sweeps at rest that move more vertices than there were events have to move fewer and fewer: where {@link
 * #PATIENCE} of them in a row did not, four times their share is the least until as many events have arrived as would disturb
 * a calm sweep. Not kept over restarts.
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

    /** Sweeps in a row that may move no fewer than one before them; with four, ends came too soon on a busy machine. */
    static final int PATIENCE = 12;

    private static final double STEP = 4;

    private double share = 1;
    private double floor = LEAST_SHARE;
    private double watched;
    private long fewest;
    private int noFewer;
    private long eventsSinceFloor;

    /** Share of the hysteresis for the present sweep, from {@link #LEAST_SHARE} to 1, or more where sweeps would not end. */
    public double share() {
        return share;
    }

    /** Whether the present sweep has the least that is used for now. */
    public boolean least() {
        return share <= floor;
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
        watch(moved, events, vertices, rests);
        if (moved + events == 0) {
            share = floor;
        } else if (moved + events <= CALM_SHARE * vertices) {
            share = Math.max(rests ? floor : STREAM_SHARE, share / STEP);
        } else if (!rests || share > STREAM_SHARE) {
            // Small moves at rest end by themselves, or the floor rises.
            share = Math.min(1, share * STEP);
        }
        share = Math.max(floor, share);
    }

    /** Raises the floor where sweeps go on moving as many as before, and lets it down when events have come. */
    private void watch(long moved, long events, long vertices, boolean rests) {
        eventsSinceFloor += events;
        if (!rests || eventsSinceFloor > CALM_SHARE * vertices) {
            floor = LEAST_SHARE;
            eventsSinceFloor = 0;
            watched = 0;
        } else if (share != watched || moved < fewest) {
            watched = share;
            fewest = moved;
            noFewer = 0;
        } else if (moved > events && ++noFewer == PATIENCE) {
            floor = share * STEP;
            eventsSinceFloor = 0;
        }
    }
}
