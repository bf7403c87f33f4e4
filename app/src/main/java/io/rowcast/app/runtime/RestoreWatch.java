// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * How far stores and tables are restored from their topics. Counted in offsets, of which transactions take some too. What has
 * been restored counts until nothing is left, so that progress does not fall when one store is done before another.
 */
public final class RestoreWatch implements StateRestoreListener {
    private final Map<TopicPartition, Span> spans = new ConcurrentHashMap<>();
    private final LongSupplier nanoClock;

    /** What is restored of one topic's partition; all but the time in offsets. */
    private record Span(long start, long end, long reached, boolean open, long beganNanos) {
        Span reach(long offset) {
            return new Span(start, end, Math.max(reached, Math.min(end, offset)), open, beganNanos);
        }

        Span closed() {
            return new Span(start, end, reached, false, beganNanos);
        }
    }

    /**
     * How far a restoration is.
     *
     * @param restored records restored
     * @param total records to restore, those restored among them; 0 when nothing is restored
     * @param stores parts of stores that are not done yet
     * @param left how long it will take if it goes on as it has; empty until that can be told
     */
    public record Progress(long restored, long total, int stores, Optional<Duration> left) {
        static final Progress NONE = new Progress(0, 0, 0, Optional.empty());

        /** Whether anything is being restored. */
        public boolean restoring() {
            return stores > 0;
        }

        /** Share restored, in [0, 1]; 1 when nothing is left. */
        public double share() {
            return total == 0 ? 1 : (double) restored / total;
        }
    }

    /**
     * @param nanoClock a monotonic clock
     */
    public RestoreWatch(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    @Override
    public synchronized void onRestoreStart(TopicPartition partition, String store, long start, long end) {
        if (spans.values().stream().noneMatch(Span::open)) {
            spans.clear();
        }
        if (end > start) {
            spans.put(partition, new Span(start, end, start, true, nanoClock.getAsLong()));
        }
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long batchEnd, long restored) {
        spans.computeIfPresent(partition, (key, span) -> span.reach(batchEnd + 1));
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long restored) {
        spans.computeIfPresent(partition, (key, span) -> span.reach(span.end()).closed());
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long restored) {
        spans.remove(partition);
    }

    /** How far it is now. */
    public Progress progress() {
        long restored = 0;
        long total = 0;
        int open = 0;
        long began = Long.MAX_VALUE;
        for (Span span : spans.values()) {
            restored += span.reached() - span.start();
            total += span.end() - span.start();
            open += span.open() ? 1 : 0;
            began = Math.min(began, span.beganNanos());
        }
        if (open == 0) {
            return Progress.NONE;
        }
        Optional<Duration> left = restored == 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(
                        Math.round((nanoClock.getAsLong() - began) / 1e6 / restored * Math.max(0, total - restored))));
        return new Progress(restored, total, open, left);
    }
}
