// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import io.rowcast.topology.clustering.Statistics;
import java.time.Duration;

/**
 * Decides from periodic readings when a batch-like run has consumed its input, and when its sweeps have settled. Times
 * are nanoseconds of one monotonic clock, handed in by the caller.
 */
public final class SettleWatch {

    /** The phases of a run, in their order. */
    public enum Phase {
        LOADING,
        CONSUMING,
        SETTLING,
        /** Settled; moves of the last sweeps may still be under way. */
        SETTLED,
        /** Nothing is under way any more, if sweeps were ended when it settled. */
        AT_REST
    }

    private static final double NANOS_PER_SECOND = 1e9;

    private final int expectedReports;
    private final long quietNanos;
    private long started;
    private Phase phase = Phase.LOADING;
    private final Spell appliedSpell = new Spell();
    private final Spell idleSpell = new Spell();
    private final Spell restSpell = new Spell();
    private Statistics last;
    private long consumed;
    private long settled;
    private long eventsBefore = -1;

    /**
     * Begins to watch.
     *
     * @param partitions partitions of the deployment, for the number of reports that make a complete reading
     * @param quiet how long nothing may change before readings are believed; reports are some time under way, and after
     *     a restart those of the run before are read first
     * @param now the time at which consuming begins unless {@link #firstEventAt} says later
     */
    public SettleWatch(int partitions, Duration quiet, long now) {
        this.expectedReports = 2 * partitions;
        this.quietNanos = quiet.toNanos();
        this.started = now;
    }

    /** The time of the first event of the input. */
    public void firstEventAt(long now) {
        started = now;
    }

    /** All input has been produced. */
    public void loadingEnded() {
        if (phase == Phase.LOADING) {
            phase = Phase.CONSUMING;
        }
    }

    /**
     * Takes a reading. A run is consumed when users have applied every event and items have counted every edge, and
     * settled when nothing is under way any more and its sweeps rest; all readings over the quiet time must agree.
     *
     * @param running whether this instance has its tasks, so that its reports are of the present
     */
    public Phase read(long now, Statistics statistics, Lag lag, boolean running) {
        boolean complete = running && statistics.reports() == expectedReports;
        boolean applied = complete && lag.interactions() == 0 && statistics.countedWeight() == statistics.edgeWeight();
        boolean same = statistics.events() == eventsBefore;
        eventsBefore = statistics.events();
        appliedSpell.read(applied, same, now);
        idleSpell.read(applied && lag.total() == 0, same, now);
        if (phase == Phase.CONSUMING && appliedSpell.lasts(quietNanos, now)) {
            phase = Phase.SETTLING;
            consumed = Math.max(appliedSpell.since, started);
        }
        if (phase == Phase.SETTLING && idleSpell.lasts(quietNanos, now) && statistics.settled()) {
            phase = Phase.SETTLED;
            settled = now;
            last = null;
        } else if (phase == Phase.SETTLED) {
            restSpell.read(lag.total() == 0, statistics.equals(last), now);
            last = statistics;
            if (restSpell.lasts(quietNanos, now)) {
                phase = Phase.AT_REST;
            }
        }
        return phase;
    }

    public Phase phase() {
        return phase;
    }

    /** Seconds from the first event to the moment nothing was left to consume; until {@code now} if some still is. */
    public double secondsToConsume(long now) {
        return ((phase.compareTo(Phase.SETTLING) < 0 ? now : consumed) - started) / NANOS_PER_SECOND;
    }

    /** Seconds from then to the moment the sweeps had settled; until {@code now} if they have not. */
    public double secondsToSettle(long now) {
        return switch (phase) {
            case LOADING, CONSUMING -> 0;
            case SETTLING -> (now - consumed) / NANOS_PER_SECOND;
            case SETTLED, AT_REST -> (settled - consumed) / NANOS_PER_SECOND;
        };
    }

    /** How long a condition has held without a change of the number of events. */
    private static final class Spell {
        private boolean holds;
        private long since;

        void read(boolean condition, boolean same, long now) {
            if (!holds || !same) {
                since = now;
            }
            holds = condition;
        }

        boolean lasts(long nanos, long now) {
            return holds && now - since >= nanos;
        }
    }
}
