// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.clustering.SweepPacing;
import io.rowcast.topology.store.VertexStore;
import java.util.function.LongSupplier;

/** Walks over all vertices of a task again and again, a slice at a time. */
final class Sweep<V> {
    /** Bounds a slice where the clock stands still, as in tests. */
    private static final int MAX_VERTICES_PER_SLICE = 20_000;

    private static final int VERTICES_PER_CLOCK_READING = 16;

    private final VertexStore<V> store;
    private final SweepPacing pacing;
    private final long sliceNanos;
    private final LongSupplier nanoClock;
    private final Mover<V> mover;
    private long moved;
    private long visitedBefore;
    private int visited;
    private boolean ended;

    /**
     * Looks at a vertex again.
     *
     * @param <V> the kind of vertex
     */
    @FunctionalInterface
    interface Mover<V> {
        /**
         * Gives a vertex the label it should have now.
         *
         * @param hysteresisShare the part of the hysteresis that a move must gain more than
         * @return whether it moved
         */
        boolean move(long hash, V vertex, double hysteresisShare);
    }

    /**
     * @param mover looks at a vertex again
     */
    Sweep(VertexStore<V> store, SweepPacing pacing, long sliceNanos, LongSupplier nanoClock, Mover<V> mover) {
        this.store = store;
        this.pacing = pacing;
        this.sliceNanos = sliceNanos;
        this.nanoClock = nanoClock;
        this.mover = mover;
    }

    /** Begins anew. */
    void restart() {
        store.restart();
        moved = 0;
        visitedBefore = 0;
        visited = 0;
    }

    /** Vertices that the present sweep has looked at; all of them once it is done. */
    long visited() {
        return visitedBefore + visited;
    }

    /**
     * Runs one slice.
     *
     * @param hysteresisShare the part of the hysteresis that a move must gain more than
     * @return the vertices moved by the sweep that this slice completed, or -1 if it did not complete one
     */
    long slice(long nowMs, double hysteresisShare) {
        long start = nanoClock.getAsLong();
        visitedBefore = ended ? 0 : visitedBefore + visited;
        visited = 0;
        boolean done = store.visit((hash, vertex) -> {
            if (mover.move(hash, vertex, hysteresisShare)) {
                moved++;
            }
            visited++;
            return visited < MAX_VERTICES_PER_SLICE
                    && (visited % VERTICES_PER_CLOCK_READING != 0 || nanoClock.getAsLong() - start < sliceNanos);
        });
        pacing.sliceDone(nowMs, nanoClock.getAsLong() - start);
        ended = done;
        if (!done) {
            return -1;
        }
        long result = moved;
        moved = 0;
        return result;
    }
}
