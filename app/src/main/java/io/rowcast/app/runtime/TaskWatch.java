// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import io.rowcast.app.runtime.RowItems.Exchange;
import io.rowcast.topology.clustering.EdgeSample;
import io.rowcast.topology.clustering.RecentMoves;
import io.rowcast.topology.clustering.TaskListener;
import io.rowcast.topology.graph.Side;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongConsumer;

/** What the tasks of this instance have told of themselves. Bounded by the number of partitions. */
public final class TaskWatch implements TaskListener {
    private final InstantSource clock;
    private final AtomicLongArray rejections = new AtomicLongArray(Rejection.values().length);
    private final Map<Task, Slice> sweeps = new ConcurrentHashMap<>();
    private final Map<Task, RecentMoves> moves = new ConcurrentHashMap<>();
    private final Map<Integer, EdgeSample> samples = new ConcurrentHashMap<>();
    private final List<LongConsumer> latencies = new CopyOnWriteArrayList<>();

    private record Task(Side side, int partition) {}

    private record Slice(long visited, long vertices) {}

    TaskWatch(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Has every latency told to somebody: milliseconds from the time of an event until the commit of all it brought about
     * begins, of the first event of each commit. Stream threads call it.
     */
    public void latencies(LongConsumer listener) {
        latencies.add(listener);
    }

    /** Events rejected since this instance started; those of a transaction that was lost are counted again. */
    public long rejections(Rejection kind) {
        return rejections.get(kind.ordinal());
    }

    /** Share of the vertices of a side that the present sweeps have looked at, in [0, 1]; empty without tasks. */
    public Optional<Double> sweepProgress(Side side) {
        long visited = 0;
        long vertices = 0;
        for (Map.Entry<Task, Slice> slice : sweeps.entrySet()) {
            if (slice.getKey().side() == side) {
                visited += Math.min(slice.getValue().visited(), slice.getValue().vertices());
                vertices += slice.getValue().vertices();
            }
        }
        return vertices == 0 ? Optional.empty() : Optional.of((double) visited / vertices);
    }

    /** A sample of the edges of each task of items, as of its last whole sweep. */
    public Collection<EdgeSample> samples() {
        return samples.values();
    }

    /** The rows that members of a row came from and went to among the latest moves of the tasks here, in no order. */
    public List<Exchange> exchanges(int row) {
        Int2ObjectOpenHashMap<Exchange> exchanges = new Int2ObjectOpenHashMap<>();
        moves.forEach((task, ofTask) -> ofTask.forEach((from, to) -> {
            if (from == row || to == row) {
                int other = from == row ? to : from;
                exchanges.merge(other, Exchange.of(other, task.side(), to == row), Exchange::plus);
            }
        }));
        return List.copyOf(exchanges.values());
    }

    @Override
    public void committing(long firstEventMs) {
        long latency = Math.max(0, clock.millis() - firstEventMs);
        latencies.forEach(listener -> listener.accept(latency));
    }

    @Override
    public void rejected(String reason) {
        rejections.incrementAndGet(Rejection.of(reason).ordinal());
    }

    @Override
    public void swept(Side side, int partition, long visited, long vertices) {
        sweeps.put(new Task(side, partition), new Slice(visited, vertices));
    }

    @Override
    public void opened(Side side, int partition, RecentMoves ofTask) {
        moves.put(new Task(side, partition), ofTask);
    }

    @Override
    public void closed(Side side, int partition) {
        moves.remove(new Task(side, partition));
        sweeps.remove(new Task(side, partition));
        if (side == Side.ITEM) {
            samples.remove(partition);
        }
    }

    @Override
    public void sampled(int partition, EdgeSample sample) {
        samples.put(partition, sample);
    }
}
