// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import io.rowcast.app.config.ConfigSources;
import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.config.Setting;
import io.rowcast.app.home.Home;
import io.rowcast.app.runtime.RuntimeFailure;
import io.rowcast.app.runtime.SettleWatch;
import io.rowcast.app.runtime.StreamsSettings;
import io.rowcast.app.runtime.TopicSetup;
import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.Topics;
import io.rowcast.topology.clustering.Statistics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;

/** A contestant with topics of its own, running, and what is measured of it. Its topics are deleted at the end. */
final class Deployment implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration SETTLE_TICK = Duration.ofMillis(250);
    private static final Duration SETTLE_QUIET = Duration.ofMillis(1600);
    /** Whoever is slower than this is taken to be stuck. */
    private static final long LEAST_EVENTS_PER_SECOND = 200;

    private static final Duration LEAST_PATIENCE = Duration.ofMinutes(2);
    private static final double NANOS_PER_SECOND = 1e9;

    private final String servers;
    private final EffectiveConfig config;
    private final Topics topics;
    private final Contestant contestant;
    private final StreamsRun run;
    private final Meter meter;
    private long events;

    /**
     * Creates the topics and starts.
     *
     * @param id the application id
     */
    Deployment(TrialSpec spec, String id) throws InterruptedException {
        this.servers = spec.bootstrapServers();
        this.config = config(spec, id);
        ClusteringConfig clustering = config.clustering();
        this.topics = new Topics(clustering);
        Map<String, Object> clients = config.clientProperties(servers);
        try (Admin admin = Admin.create(clients)) {
            new TopicSetup(admin, topics, Optional.empty()).prepare();
        }
        this.contestant = spec.kind() == TrialSpec.Kind.CEILING
                ? new Ceiling(clients, id, topics.interactions())
                : new Clustering(clients, clustering);
        Map<String, Object> settings = StreamsSettings.of(config, servers);
        if (spec.storage()) {
            settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreStatistics.class.getName());
        }
        this.run = new StreamsRun(contestant.topology(), settings);
        this.meter = new Meter(id, spec.brokerPid(), run::metrics);
    }

    /** The configuration that a trial's settings amount to. */
    static EffectiveConfig config(TrialSpec spec, String id) {
        List<Setting> flags = new ArrayList<>();
        spec.settings().forEach((key, value) -> flags.add(ConfigSources.flag("of the benchmark", key, value)));
        flags.add(ConfigSources.flag("of the benchmark", "home", spec.home()));
        flags.add(ConfigSources.flag("of the benchmark", ClusteringConfig.APPLICATION_ID_CONFIG, id));
        return EffectiveConfig.of(List.of(flags));
    }

    Topics topics() {
        return topics;
    }

    StreamsRun run() {
        return run;
    }

    int threads() {
        return Integer.parseInt(StreamsSettings.of(config, servers)
                .get(StreamsConfig.NUM_STREAM_THREADS_CONFIG)
                .toString());
    }

    /**
     * Has the contestant process the next events of a stream.
     *
     * @throws RuntimeFailure if it fails or gets stuck
     */
    Phase process(String name, EventStream stream, long count) throws InterruptedException {
        try (EventLoad load = new EventLoad(servers, topics.interactions())) {
            Map<Integer, Long> ends = load.send(stream, count);
            events += count;
            long patience =
                    Math.max(LEAST_PATIENCE.toNanos(), TimeUnit.SECONDS.toNanos(count / LEAST_EVENTS_PER_SECOND));
            Reading before = meter.read();
            long start = System.nanoTime();
            load.commit();
            while (!contestant.done(events, ends)) {
                run.await(TICK);
                if (System.nanoTime() - start > patience) {
                    throw new RuntimeFailure(
                            count + " events were not processed within " + TimeUnit.NANOSECONDS.toSeconds(patience)
                                    + " s",
                            null);
                }
            }
            double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
            Reading used = meter.read().since(before);
            return new Phase(name, count, seconds, used, Meter.tableFileBytes(state()), graph());
        }
    }

    /**
     * Waits until the sweeps rest.
     *
     * @return nothing where there are no sweeps
     */
    Optional<Settling> settle(Duration timeout) throws InterruptedException {
        if (!(contestant instanceof Clustering clustering)) {
            return Optional.empty();
        }
        Reading before = meter.read();
        long moves = clustering.statistics().orElseThrow().moves();
        long start = System.nanoTime();
        SettleWatch watch = new SettleWatch(config.clustering().partitions(), SETTLE_QUIET, start);
        watch.loadingEnded();
        long now = start;
        while (watch.phase().compareTo(SettleWatch.Phase.SETTLED) < 0 && now - start < timeout.toNanos()) {
            run.await(SETTLE_TICK);
            Statistics statistics = clustering.statistics().orElseThrow();
            now = System.nanoTime();
            watch.read(now, statistics, clustering.lag(), run.running());
        }
        return Optional.of(new Settling(
                watch.phase() == SettleWatch.Phase.SETTLED,
                (now - start) / NANOS_PER_SECOND,
                clustering.statistics().orElseThrow().moves() - moves,
                meter.read().since(before),
                graph()));
    }

    @Override
    public void close() {
        run.close();
        contestant.close();
        try (Admin admin = Admin.create(config.clientProperties(servers))) {
            String prefix = config.clustering().applicationId() + "-";
            List<String> own = admin.listTopics().names().get().stream()
                    .filter(topic -> topic.startsWith(prefix))
                    .toList();
            admin.deleteTopics(own).all().get();
        } catch (ExecutionException e) {
            throw RuntimeFailure.of("topics cannot be deleted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path state() {
        return new Home(config.home()).state();
    }

    /** What the events have come to; {@code null} where nothing is made of them. */
    Graph graph() {
        return contestant.statistics().map(Graph::of).orElse(null);
    }
}
