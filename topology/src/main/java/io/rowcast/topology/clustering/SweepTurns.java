// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Shares out the time that the tasks of one thread may sweep: a slice at a time, in the order in which they asked. All
 * slices together take at most a share of the time while events arrive at any of the tasks, and most of it while none do.
 *
 * <p>Not thread-safe; one per thread.
 */
public final class SweepTurns {
    private static final double IDLE_SHARE = 0.8;
    private static final double NANOS_PER_MS = 1_000_000;

    private final double share;
    private final Set<SweepPacing> waiting = new LinkedHashSet<>();
    private double nextSliceMs;
    private boolean busy;

    /**
     * @param share largest share of the time while events arrive, in (0, 1)
     */
    public SweepTurns(double share) {
        this.share = share;
    }

    void event() {
        busy = true;
    }

    /** Asks for a slice now; a task that is refused keeps its place until it leaves. */
    boolean take(SweepPacing task, long nowMs) {
        waiting.add(task);
        return nowMs >= nextSliceMs && waiting.iterator().next() == task;
    }

    void leave(SweepPacing task) {
        waiting.remove(task);
    }

    void spent(SweepPacing task, long beganMs, long nanos) {
        waiting.remove(task);
        nextSliceMs = beganMs + nanos / NANOS_PER_MS / (busy ? share : Math.max(share, IDLE_SHARE));
        busy = false;
    }
}
