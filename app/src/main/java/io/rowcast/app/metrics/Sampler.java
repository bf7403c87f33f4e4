// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.metrics;

import io.rowcast.app.runtime.Lag;
import io.rowcast.app.runtime.RowcastRuntime;
import io.rowcast.app.runtime.TaskWatch;
import io.rowcast.topology.Topics;
import io.rowcast.topology.clustering.Statistics;
import io.rowcast.topology.graph.Side;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a sample of a running instance once a second, and a {@link View} of its rows every few seconds, in a thread of its own.
 * Whoever watches reads what it has taken, so that many watchers cost no more than one.
 */
public final class Sampler implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Sampler.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration VIEW_INTERVAL = Duration.ofSeconds(3);

    /** A view of many rows takes long, and then waits so many times as long for the next. */
    private static final int VIEW_REST = 30;

    private static final long MAX_LATENCY_MS = 86_400_000;
    private static final int LATENCY_DIGITS = 2;

    private final RowcastRuntime runtime;
    private final InstantSource clock;
    private final String itemLabels;
    private final History history = new History();
    private final Recorder latencies = new Recorder(MAX_LATENCY_MS, LATENCY_DIGITS);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread created = new Thread(task, "sampler");
        created.setDaemon(true);
        return created;
    });
    private Histogram interval;
    private Statistics before;
    private long beforeNanos;
    private long nextViewNanos;
    private volatile View view;

    /** The rows of the deployment, as they were at a time in milliseconds since the epoch. */
    public record View(long time, VolumeHistogram volumes, BlockPicture blocks) {}

    private Sampler(RowcastRuntime runtime, Topics topics, InstantSource clock) {
        this.runtime = runtime;
        this.clock = clock;
        this.itemLabels = topics.itemLabels();
        this.before = runtime.statistics();
        this.beforeNanos = System.nanoTime();
        this.nextViewNanos = beforeNanos;
        runtime.tasks().latencies(latency -> latencies.recordValue(Math.min(latency, MAX_LATENCY_MS)));
    }

    /** Begins to take samples. */
    public static Sampler start(RowcastRuntime runtime, Topics topics) {
        Sampler sampler = new Sampler(runtime, topics, InstantSource.system());
        // What it throws is logged, so nobody waits for it.
        Future<?> unused =
                sampler.thread.scheduleWithFixedDelay(sampler::run, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return sampler;
    }

    public History history() {
        return history;
    }

    public Optional<View> view() {
        return Optional.ofNullable(view);
    }

    /** The instance that is sampled. */
    public RowcastRuntime runtime() {
        return runtime;
    }

    private void run() {
        try {
            history.add(sample());
            long now = System.nanoTime();
            if (now - nextViewNanos >= 0) {
                look();
                long took = System.nanoTime() - now;
                nextViewNanos = now + Math.max(VIEW_INTERVAL.toNanos(), VIEW_REST * took);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // A scheduled task that throws is never run again.
            if (thread.isShutdown() || !runtime.alive()) {
                log.debug("no sample could be taken while stopping", e);
            } else {
                log.warn("no sample could be taken", e);
            }
        }
    }

    private void look() {
        int rows = runtime.topology().parameters().rows();
        view = new View(
                clock.millis(),
                VolumeHistogram.of(runtime.topology().volumes(), rows),
                BlockPicture.of(
                        runtime.topology().volumes(), rows, runtime.tasks().samples()));
    }

    private Sample sample() throws InterruptedException {
        Optional<Lag> lag = runtime.recentLag(INTERVAL.dividedBy(2));
        Statistics now = runtime.statistics();
        long nowNanos = System.nanoTime();
        double seconds = Math.max(1, nowNanos - beforeNanos) / 1e9;
        interval = latencies.getIntervalHistogram(interval);
        boolean timed = interval.getTotalCount() > 0;
        TaskWatch tasks = runtime.tasks();
        Optional<RowcastRuntime.Version> version = runtime.latestVersion();
        Sample sample = new Sample(
                clock.millis(),
                now,
                now.insideShare(),
                lag.map(Lag::interactions).orElse(null),
                lag.map(Lag::inFlight).orElse(null),
                rate(now.events(), before.events(), seconds),
                rate(now.moves(), before.moves(), seconds),
                rate(now.mappingChanges(), before.mappingChanges(), seconds),
                timed ? (double) interval.getValueAtPercentile(50) : null,
                timed ? (double) interval.getValueAtPercentile(99) : null,
                tasks.sweepProgress(Side.USER).orElse(null),
                tasks.sweepProgress(Side.ITEM).orElse(null),
                runtime.topology().itemLabels().size(),
                runtime.topology().itemLabels().bytes(),
                labelTableLag(),
                version.map(RowcastRuntime.Version::number).orElse(null),
                version.map(RowcastRuntime.Version::createdMs).orElse(null));
        before = now;
        beforeNanos = nowNanos;
        return sample;
    }

    /** Counters fall when a task is restored elsewhere and has not reported yet; a rate never shows that. */
    private static double rate(long count, long countBefore, double seconds) {
        return Math.max(0, count - countBefore) / seconds;
    }

    /** What the consumer of the global tables says it has not read yet of the labels of items. */
    private Long labelTableLag() {
        double sum = 0;
        boolean known = false;
        for (Map.Entry<MetricName, ? extends Metric> metric :
                runtime.streams().metrics().entrySet()) {
            MetricName name = metric.getKey();
            if (name.name().equals("records-lag")
                    && itemLabels.equals(name.tags().get("topic"))
                    && metric.getValue().metricValue() instanceof Double lag
                    && !lag.isNaN()) {
                sum += lag;
                known = true;
            }
        }
        return known ? Long.valueOf((long) sum) : null;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
