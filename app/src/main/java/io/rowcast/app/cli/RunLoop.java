// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.demo.DemoStream;
import io.rowcast.app.load.LoadSummary;
import io.rowcast.app.metrics.Sample;
import io.rowcast.app.metrics.Watch;
import io.rowcast.app.runtime.Lag;
import io.rowcast.app.runtime.RowcastRuntime;
import io.rowcast.app.runtime.RuntimeFailure;
import io.rowcast.app.runtime.SettleWatch;
import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.MoveLimit;
import io.rowcast.topology.clustering.Statistics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Help.Ansi;

/** What a run does once everything is started: shows the state, notices failures, and waits for its end. */
final class RunLoop {
    private static final Duration SETTLE_TICK = Duration.ofMillis(250);

    private final RowcastRuntime runtime;
    private final ClusteringConfig config;
    private final Watch watch;
    private final StatusPrinter printer;
    private final StatusBlock block = new StatusBlock(Ansi.AUTO);
    private final Duration interval;
    private final BooleanSupplier stopping;
    private final Statistics first;
    private final StatusLine line;
    private DemoStream demo;
    private InputLoad load;
    private long nextLine;

    RunLoop(
            RowcastRuntime runtime,
            ClusteringConfig config,
            Watch watch,
            StatusPrinter printer,
            Duration interval,
            BooleanSupplier stopping) {
        this.runtime = runtime;
        this.config = config;
        this.watch = watch;
        this.printer = printer;
        this.interval = interval;
        this.stopping = stopping;
        this.first = runtime.statistics();
        this.nextLine = System.nanoTime() + interval.toNanos();
        this.line = new StatusLine(first, System.nanoTime());
    }

    /** Has a failure of the demo stream end the run. */
    void watch(DemoStream stream) {
        demo = stream;
    }

    /** Has a failure of the load end the run. */
    void watch(InputLoad inputLoad) {
        load = inputLoad;
    }

    /** Shows the state until the process is told to stop. */
    int serve() throws InterruptedException {
        while (!stopping.getAsBoolean()) {
            runtime.await(interval);
            refuseFailedSources();
            show(runtime.statistics(), runtime.lag());
        }
        return 0;
    }

    /**
     * Shows the state until everything is consumed and settled, then writes the summary.
     *
     * @param timeout longest time to wait after loading
     * @param file where to write the summary, or {@code null}
     * @throws RuntimeFailure if it has not settled in time
     */
    int untilSettled(Duration timeout, Path file) throws InterruptedException {
        SettleWatch watch = new SettleWatch(config.partitions(), quiet(), System.nanoTime());
        long loaded = load == null ? System.nanoTime() : 0;
        if (load == null) {
            watch.loadingEnded();
        }
        while (watch.phase() != SettleWatch.Phase.AT_REST && !stopping.getAsBoolean()) {
            runtime.await(SETTLE_TICK);
            refuseFailedSources();
            if (loaded == 0 && load.summary().isPresent()) {
                loaded = System.nanoTime();
                beginCount(watch, load.summary().get());
                watch.loadingEnded();
            }
            Statistics statistics = runtime.statistics();
            Optional<Lag> lag = runtime.lag();
            long now = System.nanoTime();
            lag.ifPresent(l -> watch.read(now, statistics, l, runtime.running()));
            if (watch.phase() == SettleWatch.Phase.SETTLED) {
                runtime.endSweeps();
            }
            if (now - nextLine >= 0) {
                nextLine = now + interval.toNanos();
                show(statistics, lag);
            }
            if (loaded != 0
                    && now - loaded > timeout.toNanos()
                    && watch.phase() != SettleWatch.Phase.AT_REST
                    && !stopping.getAsBoolean()) {
                finish(watch, file);
                throw new RuntimeFailure(
                        String.format(
                                Locale.ROOT,
                                "not settled %,d s after loading%s; give it longer with --settle-timeout",
                                timeout.toSeconds(),
                                waiting(statistics)),
                        null);
            }
        }
        if (watch.phase() == SettleWatch.Phase.AT_REST) {
            finish(watch, file);
        }
        return 0;
    }

    private static String waiting(Statistics statistics) {
        return statistics.waitingMoves() == 0
                ? ""
                : String.format(Locale.ROOT, ": %,d moves wait for %s", statistics.waitingMoves(), MoveLimit.CONFIG);
    }

    private Duration quiet() {
        return Duration.ofSeconds(1).plusMillis(3 * config.publishIntervalMs());
    }

    /** A load that goes on with an earlier one has events to consume from the start on. */
    private void beginCount(SettleWatch watch, LoadSummary summary) {
        if (summary.alreadyLoaded() == 0) {
            load.firstEvent().ifPresent(watch::firstEventAt);
        }
    }

    private void finish(SettleWatch watch, Path file) {
        RunSummary summary = RunSummary.of(
                runtime.statistics(),
                config.parameters().rho(),
                watch,
                System.nanoTime(),
                first.events(),
                load == null ? null : load.summary().orElse(null));
        printer.line(summary.toText());
        if (file == null) {
            return;
        }
        try (AtomicFile target = AtomicFile.beside(file)) {
            Files.writeString(target.partial(), Json.text(summary) + "\n", StandardCharsets.UTF_8);
            target.complete();
        } catch (IOException e) {
            throw new RuntimeFailure("summary " + file + " cannot be written: " + RuntimeFailure.causeOf(e), e);
        }
    }

    private void refuseFailedSources() {
        if (load != null) {
            load.summary();
        }
        if (demo != null) {
            demo.failure().ifPresent(failure -> {
                throw new RuntimeFailure("the demo stream failed: " + RuntimeFailure.causeOf(failure), failure);
            });
        }
    }

    private void show(Statistics statistics, Optional<Lag> lag) {
        if (stopping.getAsBoolean()) {
            return;
        }
        String doing = load == null ? "" : load.doing();
        Optional<Sample> sample =
                watch.sampler().flatMap(sampler -> sampler.history().last());
        if (printer.isTerminal() && sample.isPresent()) {
            printer.block(block.lines(sample.get(), doing));
        } else {
            printer.status(line.next(System.nanoTime(), statistics, lag, doing));
        }
    }
}
