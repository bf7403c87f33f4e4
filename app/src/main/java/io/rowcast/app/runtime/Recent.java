// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * What was found of each partition, kept for a time. For any thread.
 *
 * @param <T> what there is to find
 */
final class Recent<T> {
    private final AtomicReferenceArray<Found<T>> found;
    private final long nanos;
    private final LongSupplier clock;

    private record Found<T>(T what, long at) {}

    /**
     * @param time how long it is kept
     * @param clock nanoseconds since any moment
     */
    Recent(int partitions, Duration time, LongSupplier clock) {
        this.found = new AtomicReferenceArray<>(partitions);
        this.nanos = time.toNanos();
        this.clock = clock;
    }

    /** What was found of a partition, or is found now; that nothing is found is not kept. */
    Optional<T> get(int partition, IntFunction<Optional<T>> search) {
        Found<T> before = found.get(partition);
        long now = clock.getAsLong();
        if (before != null && now - before.at < nanos) {
            return Optional.of(before.what);
        }
        Optional<T> fresh = search.apply(partition);
        found.set(partition, fresh.map(what -> new Found<>(what, now)).orElse(null));
        return fresh;
    }

    /** Has the next one search. */
    void forget(int partition) {
        found.set(partition, null);
    }
}
