// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.home.Home;
import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.ClusteringTopology;
import io.rowcast.topology.Topics;
import io.rowcast.topology.clustering.Statistics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.rocksdb.RocksDB;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running instance of the topology, against a cluster that is there. Closing it loses no committed work. */
public final class RowcastRuntime implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RowcastRuntime.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(60);

    /** Threads may be waiting for a disk that will not have room again. */
    private static final Duration FAILED_CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final ClusteringTopology topology;
    private final KafkaStreams streams;
    private final TaskWatch tasks;
    private final RestoreWatch restore;
    private final LagReader lagReader;
    private final LatestVersion latestVersion;
    private final CompletableFuture<Void> end;
    private final List<String> createdTopics;
    private final Map<String, Object> clientProperties;
    private final List<AccessRule> rules;
    private final Path stateDirectory;
    private final DiskWatch diskWatch;
    private final VertexReader vertices;
    private volatile TimedLag lastLag;
    private boolean closed;

    /**
     * A version of the table.
     *
     * @param createdMs milliseconds since the epoch
     */
    public record Version(long number, long createdMs) {}

    private record TimedLag(Lag lag, long atNanos) {}

    private RowcastRuntime(
            ClusteringTopology topology,
            Topics topics,
            KafkaStreams streams,
            TaskWatch tasks,
            RestoreWatch restore,
            LagReader lagReader,
            LatestVersion latestVersion,
            CompletableFuture<Void> end,
            List<String> createdTopics,
            Path stateDirectory,
            Map<String, Object> clientProperties,
            List<AccessRule> rules) {
        this.topology = topology;
        this.streams = streams;
        this.tasks = tasks;
        this.restore = restore;
        this.lagReader = lagReader;
        this.latestVersion = latestVersion;
        this.end = end;
        this.createdTopics = createdTopics;
        this.clientProperties = clientProperties;
        this.rules = rules;
        this.stateDirectory = stateDirectory;
        this.diskWatch = new DiskWatch(streams::metrics, stateDirectory);
        this.vertices = new VertexReader(streams, topology, topics, tasks);
    }

    /**
     * Checks the state directory of a configuration; needs no cluster.
     *
     * @throws io.rowcast.app.config.ConfigurationException if it holds state of another deployment or format
     * @throws RuntimeFailure if it cannot be read or written
     */
    public static void checkState(EffectiveConfig config) {
        ClusteringConfig clustering = config.clustering();
        StateMarker.claim(stateDirectory(config), StreamsSettings.deployment(clustering));
    }

    /** Has the library of the stores unpacked and loaded while the caller goes on. */
    public static void loadStores() {
        // Who opens the first store loads it again then, and is told why it cannot be.
        Beside<Void> unused = Beside.begin("rocksdb-library", () -> {
            RocksDB.loadLibrary();
            return null;
        });
    }

    static Path stateDirectory(EffectiveConfig config) {
        return new Home(config.home()).state().resolve(config.clustering().applicationId());
    }

    /**
     * Starts; blocks until the global tables are restored.
     *
     * @param advertised where other instances reach this one, {@code host:port}, if they can ask it anything
     * @param created is given the runtime before it starts
     * @throws RuntimeFailure if the topology cannot start
     */
    public static RowcastRuntime start(
            PreparedCluster cluster, Optional<String> advertised, Consumer<RowcastRuntime> created) {
        EffectiveConfig config = cluster.config();
        ClusteringConfig clustering = config.clustering();
        Topics topics = new Topics(clustering);
        Map<String, Object> clientProperties = config.clientProperties(cluster.bootstrapServers());
        TaskWatch tasks = new TaskWatch(InstantSource.system());
        RestoreWatch restore = new RestoreWatch(System::nanoTime);
        ClusteringTopology topology = new ClusteringTopology(clustering, tasks);
        CompletableFuture<Void> end = new CompletableFuture<>();
        Map<String, Object> settings = StreamsSettings.of(config, cluster.bootstrapServers());
        advertised.ifPresent(address -> settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address));
        KafkaStreams streams = new KafkaStreams(topology.get(), new StreamsConfig(settings), new StreamsClients());
        streams.setGlobalStateRestoreListener(restore);
        streams.setUncaughtExceptionHandler(failure -> {
            // The user sees it as the one line the command ends with.
            log.info("the topology failed", failure);
            end.completeExceptionally(
                    topology.refusedRecord().map(Throwable.class::cast).orElse(failure));
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((state, before) -> {
            log.info("state {} after {}", state, before);
            if (state == KafkaStreams.State.ERROR) {
                end.completeExceptionally(new IllegalStateException("Kafka Streams stopped in state " + state));
            }
        });
        LagReader lagReader = new LagReader(clientProperties, clustering.applicationId(), topics);
        RowcastRuntime runtime = new RowcastRuntime(
                topology,
                topics,
                streams,
                tasks,
                restore,
                lagReader,
                new LatestVersion(clientProperties, topics.versions()),
                end,
                cluster.createdTopics(),
                stateDirectory(config),
                clientProperties,
                PreparedCluster.accessRules(config));
        created.accept(runtime);
        try {
            streams.start();
        } catch (RuntimeException e) {
            runtime.close();
            throw runtime.failure("the topology could not start", e);
        }
        return runtime;
    }

    /** Names of the topics this start created. */
    public List<String> createdTopics() {
        return createdTopics;
    }

    /** The state of the whole deployment, as this instance last saw it. */
    public Statistics statistics() {
        return topology.statistics();
    }

    /** The topology, with the tables that every instance has. */
    public ClusteringTopology topology() {
        return topology;
    }

    /** What reads the stores of this instance. */
    public VertexReader vertices() {
        return vertices;
    }

    /** Lets no sweep of this instance begin any more, see {@link ClusteringTopology#endSweeps()}. */
    public void endSweeps() {
        topology.endSweeps();
    }

    /** Whether this instance has its tasks and processes. */
    public boolean running() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** The state of Kafka Streams in lower case, such as {@code rebalancing}. */
    public String state() {
        return streams.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * How far the whole deployment is behind.
     *
     * @return nothing where the cluster does not answer for the moment
     */
    public Optional<Lag> lag() throws InterruptedException {
        try {
            Lag read = lagReader.read();
            lastLag = new TimedLag(read, System.nanoTime());
            return Optional.of(read);
        } catch (ExecutionException | org.apache.kafka.common.KafkaException e) {
            log.debug("lag cannot be read", e);
            return Optional.empty();
        }
    }

    /** As {@link #lag()}, or what that came to within a time; for those who do not mind, as each reading asks the cluster. */
    public Optional<Lag> recentLag(Duration within) throws InterruptedException {
        TimedLag last = lastLag;
        return last != null && System.nanoTime() - last.atNanos() < within.toNanos() ? Optional.of(last.lag()) : lag();
    }

    /**
     * The latest version of the table, whichever instance has cut it; empty until one has been read. The first call that finds
     * the cluster reads some, the later ones what has come since.
     */
    public Optional<Version> latestVersion() {
        return latestVersion.read();
    }

    /** What the tasks of this instance have told of themselves. */
    public TaskWatch tasks() {
        return tasks;
    }

    /** How far stores and tables of this instance are restored. */
    public RestoreWatch.Progress restoring() {
        return restore.progress();
    }

    /** Kafka Streams itself, for its metrics. */
    public KafkaStreams streams() {
        return streams;
    }

    /** Whether it processes, or will once it is started and its tasks are shared out; not so when it has failed or stops. */
    public boolean alive() {
        KafkaStreams.State state = streams.state();
        return (state == KafkaStreams.State.CREATED || state.isRunningOrRebalancing())
                && !end.isCompletedExceptionally();
    }

    /**
     * Waits, and notices a failure of the topology in the meantime.
     *
     * @throws RuntimeFailure with the real cause, as soon as the topology has failed
     */
    public void await(Duration time) throws InterruptedException {
        try {
            end.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            Optional<String> disk = diskWatch.failure();
            if (disk.isPresent()) {
                end.completeExceptionally(new IllegalStateException(disk.get()));
                throw new RuntimeFailure(disk.get(), null);
            }
        } catch (ExecutionException e) {
            throw failure("the topology failed", e.getCause());
        }
    }

    private RuntimeFailure failure(String what, Throwable cause) {
        refuseMissingAccess(cause);
        return StateDirectoryFailure.explain(cause, stateDirectory)
                .map(explanation -> new RuntimeFailure(explanation, cause))
                .orElseGet(() -> RuntimeFailure.of(what, cause));
    }

    /** Kafka's errors seldom say which right is missing. */
    private void refuseMissingAccess(Throwable failure) {
        if (RuntimeFailure.isCausedBy(failure, AuthorizationException.class)) {
            try (Admin admin = Admin.create(clientProperties)) {
                new AccessCheck(admin, rules).require();
            }
        }
    }

    /** Commits, leaves the group, if it has no {@code group.instance.id}, and stops. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean failed = end.isCompletedExceptionally();
        Duration timeout = failed ? FAILED_CLOSE_TIMEOUT : CLOSE_TIMEOUT;
        // Whether it leaves its group is up to LeavingConsumer.
        boolean complete = streams.close(timeout);
        if (!complete && !failed) {
            log.warn("the topology did not stop within {} s", timeout.toSeconds());
        }
        lagReader.close();
        latestVersion.close();
    }
}
