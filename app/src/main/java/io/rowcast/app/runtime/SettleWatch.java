package io.rowcast.app.runtime;

import io.rowcast.topology.clustering.Statistics;

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
    private long started;
    private Phase phase = Phase.LOADING;
    private long idleSince;
    private long consumed;
    private long settled;
    private long eventsBefore = -1;

    /**
     * Begins to watch.
     *
     * @param partitions partitions of the deployment, for the number of reports that make a complete reading
     * @param now the time at which consuming begins unless {@link #firstEventAt} says later
     */
    public SettleWatch(int partitions, long now) {
        this.expectedReports = 2 * partitions;
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

    /** Takes a reading; a run is consumed, or settled, when two readings in succession agree on it. */
    public Phase read(long now, Statistics statistics, Lag lag) {
        boolean idle = lag.total() == 0 && statistics.reports() == expectedReports;
        boolean still = idle && statistics.events() == eventsBefore;
        if (idle && eventsBefore < 0) {
            idleSince = now;
        }
        eventsBefore = idle ? statistics.events() : -1;
        if (phase == Phase.CONSUMING && still) {
            phase = Phase.SETTLING;
            consumed = Math.max(idleSince, started);
        }
        if (phase == Phase.SETTLING && still && statistics.settled()) {
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
