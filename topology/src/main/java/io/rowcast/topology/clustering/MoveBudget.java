// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * How many vertices that have rows already one task may give other rows: in no minute more than its share of the
 * deployment's budget, whichever moment the minute begins at. The shares of all tasks add up to the budget, so nobody has
 * to be asked.
 *
 * <p>The better a move, the sooner it comes. The gains of the moves that vertices ask for are counted, a bucket to an eighth
 * of a doubling, until a sweep ends or ten seconds are over; of what is then asked for, as many of the best are admitted as
 * may still move, by those counts. A vertex that is refused stays where it is and asks again, in the next sweep at the
 * latest. As a vertex with events or votes asks more than once, and one in a long sweep has yet to ask, the number is
 * corrected: doubled after a count that left moves unspent while it refused some, halved after one that ran out of them.
 *
 * <p>A task that starts makes no moves in its first minute, as the task before it, or itself before it was restarted, may
 * have made all of its own in the last one. So nothing has to be kept over a restart.
 *
 * <p>Not thread-safe; one per task.
 */
public final class MoveBudget {
    /** Admits every move. */
    public static final int UNLIMITED = 0;

    private static final int MINUTE_MS = 60_000;

    /** Moves are dated to this, and count for as long beyond their minute. */
    private static final int SLOT_MS = 100;

    private static final int SLOTS = MINUTE_MS / SLOT_MS + 1;
    private static final int SLOTS_PER_COUNT = 100;

    private static final double LEAST_CORRECTION = 1.0 / 8;
    private static final double MOST_CORRECTION = 1 << 20;

    /** Share of the moves that a count may leave unspent. */
    private static final double UNSPENT_SHARE = 0.25;

    /** Gains are told apart from 1/256 of an edge to 2^24 edges. */
    private static final int LEAST_EXPONENT = -8;

    private static final int BUCKETS_PER_DOUBLING = 8;
    private static final int BUCKETS = 32 * BUCKETS_PER_DOUBLING;

    private final boolean limited;
    private final int share;
    private final LongSupplier clockMs;
    private final int[] spentInSlot;
    private int[] asking;
    private int[] asked;
    private boolean started;
    private long startSlot;
    private long slot;
    private long countingSince;
    private int spent;
    private long refused;
    private boolean anyAsked;
    private boolean anySpent;
    private boolean anyHeldBack;
    private boolean ranOut;
    private double correction = 1;
    private int left = -1;
    private int threshold;

    /**
     * The share of one task.
     *
     * @param perMinute moves of all the tasks that share them in a minute, or {@link #UNLIMITED}
     * @param tasks tasks that share them, &gt;= 1
     * @param task number of the task, in [0, tasks); the first ones get what does not divide evenly
     * @param clockMs wall-clock time; where it goes back, it stands still until it has caught up
     */
    public MoveBudget(int perMinute, int tasks, int task, LongSupplier clockMs) {
        this.limited = perMinute != UNLIMITED;
        this.share = perMinute / tasks + (task < perMinute % tasks ? 1 : 0);
        this.clockMs = clockMs;
        this.spentInSlot = new int[limited ? SLOTS : 0];
        this.asking = new int[limited ? BUCKETS : 0];
        this.asked = new int[limited ? BUCKETS : 0];
    }

    /** A budget that admits every move. */
    public static MoveBudget unlimited() {
        return new MoveBudget(UNLIMITED, 1, 0, () -> 0);
    }

    /**
     * Asks for a move.
     *
     * @param gain what it gains, in edge-weight units
     * @return whether it may be made now; if it is, {@link #spend()} must follow
     */
    boolean admits(double gain) {
        if (!limited) {
            return true;
        }
        pass();
        if (!anyAsked) {
            anyAsked = true;
            countingSince = slot;
        }
        int bucket = bucket(gain);
        asking[bucket]++;
        int remaining = remaining();
        boolean admitted = remaining > 0 && bucket >= threshold(remaining);
        if (!admitted) {
            refused++;
            anyHeldBack |= remaining > 0;
            ranOut |= remaining == 0;
        }
        return admitted;
    }

    private int remaining() {
        return slot - startSlot < SLOTS ? 0 : share - spent;
    }

    /** Counts a move that was admitted just now. */
    void spend() {
        if (limited) {
            spentInSlot[(int) (slot % SLOTS)]++;
            spent++;
            anySpent = true;
        }
    }

    /** Times that a move was refused. */
    public long refused() {
        return refused;
    }

    /** Tells that a whole sweep is done, in which every vertex that would move has asked. */
    public void sweepDone() {
        if (limited) {
            pass();
            countAnew();
        }
    }

    /** Lets go of what was spent more than a minute ago. */
    private void pass() {
        long now = clockMs.getAsLong() / SLOT_MS;
        if (!started) {
            started = true;
            startSlot = now;
            slot = now;
        }
        if (now - slot >= SLOTS) {
            Arrays.fill(spentInSlot, 0);
            spent = 0;
            slot = now;
        }
        while (slot < now) {
            slot++;
            int index = (int) (slot % SLOTS);
            spent -= spentInSlot[index];
            spentInSlot[index] = 0;
        }
        if (anyAsked && slot - countingSince >= SLOTS_PER_COUNT) {
            countAnew();
        }
    }

    private void countAnew() {
        int[] old = asked;
        asked = asking;
        asking = old;
        Arrays.fill(asking, 0);
        left = -1;
        if (anyHeldBack && remaining() > UNSPENT_SHARE * share) {
            correction = Math.min(MOST_CORRECTION, 2 * correction);
        } else if (anySpent && ranOut) {
            correction = Math.max(LEAST_CORRECTION, correction / 2);
        }
        anyAsked = false;
        anySpent = false;
        anyHeldBack = false;
        ranOut = false;
    }

    /** The least bucket from which on all fit that were asked for last; the best of them, if not even those do. */
    private int threshold(int remaining) {
        if (remaining != left) {
            left = remaining;
            double fit = Math.max(1, correction * remaining);
            int bucket = BUCKETS;
            long above = 0;
            while (bucket > 0 && above + asked[bucket - 1] <= fit) {
                bucket--;
                above += asked[bucket];
            }
            threshold = above == 0 && bucket > 0 ? bucket - 1 : bucket;
        }
        return threshold;
    }

    private static int bucket(double gain) {
        double doublings = Math.log(Math.max(gain, Double.MIN_NORMAL)) / Math.log(2) - LEAST_EXPONENT;
        return (int) Math.max(0, Math.min(BUCKETS - 1, doublings * BUCKETS_PER_DOUBLING));
    }
}
