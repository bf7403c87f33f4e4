// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import io.rowcast.topology.graph.Side;

/**
 * When a task may sweep, and when sweeping has nothing left to do. Slices come in {@link SweepTurns} with the other tasks
 * of the thread; after a sweep that moved almost nothing the next one waits, twice as long each time, until vertices move
 * or arrive again. All times are given in, so equal inputs give equal pacing.
 *
 * <p>Users and items take turns of an interval each, by the clock. With the labels of one side fixed, what a vertex of the
 * other gains by a move does not depend on where the rest of its side is, so that all may move at once and the objective
 * only rises. Were both to move at once, a user would take the label of its item while the item takes the user's, and so on
 * for ever. A sweep that needs longer than an interval goes on, as few of its moves are then in the dark.
 */
public final class SweepPacing {
    /** A sweep is quiet when it moves at most this share of the vertices. */
    public static final double QUIET_SHARE = 0.001;

    /** Quiet sweeps in a row after which a task is settled. */
    public static final int QUIET_SWEEPS_TO_SETTLE = 2;

    private static final long FIRST_PAUSE_MS = 250;

    private final SweepTurns turns;
    private final long pauseMaxMs;
    private final long intervalMs;
    private final long offsetMs;
    private long pauseMs;
    private long pausedUntilMs;
    private long nextSweepMs;
    private boolean sweeping;
    private int quietSweeps;
    private long inputsSinceQuiet;

    /**
     * @param turns those of the task's thread
     * @param pauseMaxMs longest pause between quiet sweeps
     * @param side the task's side: sweeps of users begin in even intervals, those of items in odd ones
     * @param intervalMs the time in which all tasks learn what a sweep has changed; 0 lets sweeps begin at any time
     */
    public SweepPacing(SweepTurns turns, long pauseMaxMs, Side side, long intervalMs) {
        this.turns = turns;
        this.pauseMaxMs = pauseMaxMs;
        this.intervalMs = intervalMs;
        this.offsetMs = side == Side.USER ? 0 : intervalMs;
    }

    /**
     * Counts an input that may call for another look at its neighbours.
     *
     * @param event whether it comes from outside; moves of other vertices keep sweeps going but leave them their time
     */
    public void input(boolean event) {
        if (event) {
            turns.event();
        }
        inputsSinceQuiet++;
    }

    /** Asks for a whole sweep without delay. */
    public void wake() {
        inputsSinceQuiet = Long.MAX_VALUE / 2;
        nextSweepMs = 0;
        sweeping = false;
    }

    /**
     * Whether a slice may run now.
     *
     * @param willing whether the task would run one
     */
    public boolean due(long nowMs, long vertices, boolean willing) {
        if (disturbed(vertices)) {
            pausedUntilMs = 0;
            pauseMs = 0;
        }
        if (!willing || nowMs < pausedUntilMs || (!sweeping && (nowMs < nextSweepMs || !ownInterval(nowMs)))) {
            turns.leave(this);
            return false;
        }
        return turns.take(this, nowMs);
    }

    /** Gives up the task's turn for good. */
    public void close() {
        turns.leave(this);
    }

    /**
     * Tells that a slice ran.
     *
     * @param beganMs when it began
     * @param spentNanos how long it took
     */
    public void sliceDone(long beganMs, long spentNanos) {
        if (!sweeping) {
            sweeping = true;
            nextSweepMs = beganMs - sinceOwnInterval(beganMs) + 2 * intervalMs;
        }
        turns.spent(this, beganMs, spentNanos);
    }

    /**
     * Tells that a whole sweep is done.
     *
     * @param moved vertices it moved
     * @param vertices vertices there are
     * @param stable whether nothing else, such as the premium, has just changed
     */
    public void sweepDone(long nowMs, long moved, long vertices, boolean stable) {
        sweeping = false;
        boolean disturbed = disturbed(vertices);
        if (stable && moved <= QUIET_SHARE * vertices && !disturbed) {
            quietSweeps++;
            pauseMs = Math.min(pauseMaxMs, pauseMs == 0 ? FIRST_PAUSE_MS : 2 * pauseMs);
            pausedUntilMs = nowMs + pauseMs;
        } else {
            quietSweeps = 0;
            pauseMs = 0;
            inputsSinceQuiet = 0;
        }
    }

    /** Has the pause after the last sweep be no longer than this, where there is something left to do. */
    public void shortenPause(long nowMs, long mostMs) {
        pausedUntilMs = Math.min(pausedUntilMs, nowMs + mostMs);
    }

    /** Whether the next sweep is waiting for a pause to end. */
    public boolean resting(long nowMs) {
        return nowMs < pausedUntilMs;
    }

    /** Whether the last sweeps moved almost nothing and almost nothing has arrived since. */
    public boolean settled(long vertices) {
        return quietSweeps >= QUIET_SWEEPS_TO_SETTLE && !disturbed(vertices);
    }

    private boolean ownInterval(long nowMs) {
        return intervalMs == 0 || sinceOwnInterval(nowMs) < intervalMs;
    }

    private long sinceOwnInterval(long nowMs) {
        return intervalMs == 0 ? 0 : Math.floorMod(nowMs - offsetMs, 2 * intervalMs);
    }

    private boolean disturbed(long vertices) {
        return inputsSinceQuiet > QUIET_SHARE * vertices;
    }
}
