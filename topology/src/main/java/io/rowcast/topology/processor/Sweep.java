package io.rowcast.topology.processor;

import io.rowcast.topology.clustering.SweepPacing;
import io.rowcast.topology.store.WriteBackStore;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;

/** Walks over all vertices of a task again and again, a slice at a time. */
final class Sweep<V> {
    /** Bounds a slice where the clock stands still, as in tests. */
    private static final int MAX_VERTICES_PER_SLICE = 20_000;

    private static final int VERTICES_PER_CLOCK_READING = 16;

    private final WriteBackStore<Long, V> store;
    private final SweepPacing pacing;
    private final long sliceNanos;
    private final LongSupplier nanoClock;
    private final BiPredicate<Long, V> visitor;
    private Long cursor;
    private long moved;
    private int visited;

    /**
     * @param visitor looks at a vertex again and returns whether it moved
     */
    Sweep(
            WriteBackStore<Long, V> store,
            SweepPacing pacing,
            long sliceNanos,
            LongSupplier nanoClock,
            BiPredicate<Long, V> visitor) {
        this.store = store;
        this.pacing = pacing;
        this.sliceNanos = sliceNanos;
        this.nanoClock = nanoClock;
        this.visitor = visitor;
    }

    /**
     * Runs one slice.
     *
     * @return the vertices moved by the sweep that this slice completed, or -1 if it did not complete one
     */
    long slice(long nowMs) {
        long start = nanoClock.getAsLong();
        visited = 0;
        cursor = store.scan(cursor, (hash, vertex) -> {
            if (visitor.test(hash, vertex)) {
                moved++;
            }
            visited++;
            return visited < MAX_VERTICES_PER_SLICE
                    && (visited % VERTICES_PER_CLOCK_READING != 0 || nanoClock.getAsLong() - start < sliceNanos);
        });
        pacing.sliceDone(nowMs, nanoClock.getAsLong() - start);
        if (cursor != null) {
            return -1;
        }
        long result = moved;
        moved = 0;
        return result;
    }
}
