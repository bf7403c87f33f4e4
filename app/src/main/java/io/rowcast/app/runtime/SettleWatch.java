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
        SETTLED
    }

    private static final double NANOS_PER_SECOND = 1e9;

    private final int expectedReports;
    private final long quietNanos;
    private long started;
    private Phase phase = Phase.LOADING;
    private long stillSince;
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
     * Takes a reading. A run is consumed, or settled, when all readings over the quiet time agree on it.
     *
     * @param running whether this instance has its tasks, so that its reports are of the present
     */
    public Phase read(long now, Statistics statistics, Lag lag, boolean running) {
        boolean idle = running && lag.total() == 0 && statistics.reports() == expectedReports;
        if (!idle || statistics.events() != eventsBefore) {
            stillSince = now;
        }
        eventsBefore = idle ? statistics.events() : -1;
        boolean quiet = idle && now - stillSince >= quietNanos;
        if (phase == Phase.CONSUMING && quiet) {
            phase = Phase.SETTLING;
            consumed = Math.max(stillSince, started);
        }
        if (phase == Phase.SETTLING && quiet && statistics.settled()) {
            phase = Phase.SETTLED;
            settled = now;
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
            case SETTLED -> (settled - consumed) / NANOS_PER_SECOND;
        };
    }
}
