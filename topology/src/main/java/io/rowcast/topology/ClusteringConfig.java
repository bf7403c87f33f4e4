// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.clustering.VertexWeighting;
import io.rowcast.topology.graph.EdgeWeighting;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/** The settings of the clustering topology, typed and checked before any connection is made. */
public final class ClusteringConfig extends AbstractConfig {

    public static final String APPLICATION_ID_CONFIG = "application.id";
    public static final String APPLICATION_ID_DOC =
            "Name of the deployment: consumer group, transactional ids and the prefix of every internal topic.";
    public static final String APPLICATION_ID_DEFAULT = "rowcast";

    public static final String INTERACTIONS_TOPIC_CONFIG = "interactions.topic";
    public static final String INTERACTIONS_TOPIC_DOC =
            "Input topic of interaction events. Empty: <application.id>-interactions.";

    public static final String MAPPINGS_TOPIC_CONFIG = "mappings.topic";
    public static final String MAPPINGS_TOPIC_DOC =
            "Compacted output topic of codebook mappings. Empty: <application.id>-codebook-mappings.";

    public static final String DEAD_LETTERS_TOPIC_CONFIG = "dead.letters.topic";
    public static final String DEAD_LETTERS_TOPIC_DOC =
            "Output topic of events that could not be applied. Empty: <application.id>-dead-letters.";

    public static final String INTERACTIONS_RETENTION_MS_CONFIG = "interactions.retention.ms";
    public static final String INTERACTIONS_RETENTION_MS_DOC =
            "Retention of the input topic when Rowcast creates it; -1 keeps events for ever.";
    public static final long INTERACTIONS_RETENTION_MS_DEFAULT = 604_800_000L;

    public static final String PARTITIONS_CONFIG = "partitions";
    public static final String PARTITIONS_DOC =
            "Partitions of every topic: the most tasks a side can be spread over. Fixed for the life of a deployment.";
    public static final int PARTITIONS_DEFAULT = 4;

    public static final String ROWS_CONFIG = "rows";
    public static final String ROWS_DOC =
            "K, the rows of each of the two codebooks, and so the number of labels. Fixed for the life of a deployment.";
    public static final int ROWS_DEFAULT = 4096;

    public static final String RHO_CONFIG = "rho";
    public static final String RHO_DOC =
            "Resolution as a share: what joining an average-volume cluster costs, as a share of the vertex's edges. "
                    + "R = rho * rows, with half the users or half the items for rows while those are fewer. "
                    + "Where none is given, 1 / rows if that is more.";
    public static final double RHO_DEFAULT = ClusteringParameters.DEFAULT_RHO;

    public static final String HYSTERESIS_CONFIG = "hysteresis";
    public static final String HYSTERESIS_DOC = "A vertex moves only for a gain larger than this, in edges.";
    public static final double HYSTERESIS_DEFAULT = ClusteringParameters.DEFAULT_HYSTERESIS;

    public static final String USER_WEIGHTING_CONFIG = "weighting.user";
    public static final String USER_WEIGHTING_DOC = "Weight of a user in its cluster's volume, from its degree.";

    public static final String ITEM_WEIGHTING_CONFIG = "weighting.item";
    public static final String ITEM_WEIGHTING_DOC = "Weight of an item in its cluster's volume, from its degree.";
    public static final String WEIGHTING_DEFAULT = ClusteringParameters.DEFAULT_WEIGHTING.word();

    public static final String EDGE_WEIGHTING_CONFIG = "edge.weighting";
    public static final String EDGE_WEIGHTING_DOC =
            "set: an edge is there or not and a repeated event changes nothing. sum: the weights of its events add up.";
    public static final String EDGE_WEIGHTING_DEFAULT = "set";

    public static final String MAX_EDGES_PER_USER_CONFIG = "graph.max.edges.per.user";
    public static final String MAX_EDGES_PER_USER_DOC =
            "Most edges kept of one user; the oldest edge makes room for a new one. Bounds the record of a user.";
    public static final int MAX_EDGES_PER_USER_DEFAULT = 20_000;

    public static final String GRAPH_RETENTION_CONFIG = "graph.retention";
    public static final String GRAPH_RETENTION_DOC =
            "How long an edge is kept after the last event that told of it, in event time; 0 for ever. Sweeps drop it.";
    public static final String GRAPH_RETENTION_DEFAULT = "0";

    public static final String GOVERNOR_ENABLED_CONFIG = "governor.enabled";
    public static final String GOVERNOR_ENABLED_DOC =
            "Pay a premium for a row that would otherwise stand empty, and raise it while more than 3% of the rows do.";
    public static final boolean GOVERNOR_ENABLED_DEFAULT = true;

    public static final String SWEEP_SHARE_CONFIG = "sweep.share";
    public static final String SWEEP_SHARE_DOC =
            "Largest share of a stream thread's time that re-evaluating stored vertices takes while events arrive.";
    public static final double SWEEP_SHARE_DEFAULT = 0.1;

    public static final String SWEEP_SLICE_MS_CONFIG = "sweep.slice.ms";
    public static final String SWEEP_SLICE_MS_DOC = "Longest time one slice of a sweep may hold up event processing.";
    public static final long SWEEP_SLICE_MS_DEFAULT = 10;

    public static final String SWEEP_PAUSE_MAX_MS_CONFIG = "sweep.pause.max.ms";
    public static final String SWEEP_PAUSE_MAX_MS_DOC =
            "Longest pause between two sweeps when a whole sweep moves almost nothing.";
    public static final long SWEEP_PAUSE_MAX_MS_DEFAULT = 30_000;

    public static final String PUBLISH_INTERVAL_MS_CONFIG = "volumes.publish.interval.ms";
    public static final String PUBLISH_INTERVAL_MS_DOC = "How often a task publishes the volumes that changed.";
    public static final long PUBLISH_INTERVAL_MS_DEFAULT = 200;

    public static final String VERTEX_CACHE_BYTES_CONFIG = "vertex.cache.bytes";
    public static final String VERTEX_CACHE_BYTES_DOC =
            "Decoded vertices kept in memory per task and store; those that no longer fit live in RocksDB.";
    public static final long VERTEX_CACHE_BYTES_DEFAULT = 64L << 20;

    public static final String ROCKSDB_MEMORY_BYTES_CONFIG = "rocksdb.memory.bytes";
    public static final String ROCKSDB_MEMORY_BYTES_DOC =
            "Block cache and write buffers of all RocksDB stores of one instance together.";
    public static final long ROCKSDB_MEMORY_BYTES_DEFAULT = 256L << 20;

    public static final ConfigDef CONFIG = FormatConfig.addTo(VersionConfig.addTo(ErrorsConfig.addTo(new ConfigDef()
            .define(
                    APPLICATION_ID_CONFIG,
                    ConfigDef.Type.STRING,
                    APPLICATION_ID_DEFAULT,
                    ConfigChecks::topicPart,
                    HIGH,
                    APPLICATION_ID_DOC)
            .define(ROWS_CONFIG, ConfigDef.Type.INT, ROWS_DEFAULT, Range.between(1, 1 << 24), HIGH, ROWS_DOC)
            .define(
                    PARTITIONS_CONFIG,
                    ConfigDef.Type.INT,
                    PARTITIONS_DEFAULT,
                    Range.between(1, 4096),
                    HIGH,
                    PARTITIONS_DOC)
            .define(
                    RHO_CONFIG,
                    ConfigDef.Type.DOUBLE,
                    RHO_DEFAULT,
                    ConfigChecks.numberBetween(0.0, 10.0),
                    HIGH,
                    RHO_DOC)
            .define(
                    HYSTERESIS_CONFIG,
                    ConfigDef.Type.DOUBLE,
                    HYSTERESIS_DEFAULT,
                    ConfigChecks.numberBetween(0.0, 1000.0),
                    MEDIUM,
                    HYSTERESIS_DOC)
            .define(
                    INTERACTIONS_TOPIC_CONFIG,
                    ConfigDef.Type.STRING,
                    "",
                    ConfigChecks::topicName,
                    MEDIUM,
                    INTERACTIONS_TOPIC_DOC)
            .define(
                    MAPPINGS_TOPIC_CONFIG,
                    ConfigDef.Type.STRING,
                    "",
                    ConfigChecks::topicName,
                    MEDIUM,
                    MAPPINGS_TOPIC_DOC)
            .define(
                    DEAD_LETTERS_TOPIC_CONFIG,
                    ConfigDef.Type.STRING,
                    "",
                    ConfigChecks::topicName,
                    MEDIUM,
                    DEAD_LETTERS_TOPIC_DOC)
            .define(
                    INTERACTIONS_RETENTION_MS_CONFIG,
                    ConfigDef.Type.LONG,
                    INTERACTIONS_RETENTION_MS_DEFAULT,
                    Range.atLeast(-1),
                    LOW,
                    INTERACTIONS_RETENTION_MS_DOC)
            .define(
                    EDGE_WEIGHTING_CONFIG,
                    ConfigDef.Type.STRING,
                    EDGE_WEIGHTING_DEFAULT,
                    ConfigChecks.words(EdgeWeighting.values()),
                    MEDIUM,
                    EDGE_WEIGHTING_DOC)
            .define(
                    USER_WEIGHTING_CONFIG,
                    ConfigDef.Type.STRING,
                    WEIGHTING_DEFAULT,
                    ConfigChecks.words(VertexWeighting.values()),
                    MEDIUM,
                    USER_WEIGHTING_DOC)
            .define(
                    ITEM_WEIGHTING_CONFIG,
                    ConfigDef.Type.STRING,
                    WEIGHTING_DEFAULT,
                    ConfigChecks.words(VertexWeighting.values()),
                    MEDIUM,
                    ITEM_WEIGHTING_DOC)
            .define(
                    MAX_EDGES_PER_USER_CONFIG,
                    ConfigDef.Type.INT,
                    MAX_EDGES_PER_USER_DEFAULT,
                    Range.between(1, 50_000),
                    MEDIUM,
                    MAX_EDGES_PER_USER_DOC)
            .define(
                    GRAPH_RETENTION_CONFIG,
                    ConfigDef.Type.STRING,
                    GRAPH_RETENTION_DEFAULT,
                    RetentionPeriod.VALIDATOR,
                    MEDIUM,
                    GRAPH_RETENTION_DOC)
            .define(MoveLimit.CONFIG, ConfigDef.Type.INT, MoveLimit.DEFAULT, Range.atLeast(0), MEDIUM, MoveLimit.DOC)
            .define(
                    GOVERNOR_ENABLED_CONFIG,
                    ConfigDef.Type.BOOLEAN,
                    GOVERNOR_ENABLED_DEFAULT,
                    MEDIUM,
                    GOVERNOR_ENABLED_DOC)
            .define(
                    SWEEP_SHARE_CONFIG,
                    ConfigDef.Type.DOUBLE,
                    SWEEP_SHARE_DEFAULT,
                    ConfigChecks.numberBetween(0.01, 0.9),
                    MEDIUM,
                    SWEEP_SHARE_DOC)
            .define(
                    SWEEP_SLICE_MS_CONFIG,
                    ConfigDef.Type.LONG,
                    SWEEP_SLICE_MS_DEFAULT,
                    Range.between(1, 1000),
                    LOW,
                    SWEEP_SLICE_MS_DOC)
            .define(
                    SWEEP_PAUSE_MAX_MS_CONFIG,
                    ConfigDef.Type.LONG,
                    SWEEP_PAUSE_MAX_MS_DEFAULT,
                    Range.between(0, 86_400_000),
                    LOW,
                    SWEEP_PAUSE_MAX_MS_DOC)
            .define(
                    PUBLISH_INTERVAL_MS_CONFIG,
                    ConfigDef.Type.LONG,
                    PUBLISH_INTERVAL_MS_DEFAULT,
                    Range.between(10, 60_000),
                    LOW,
                    PUBLISH_INTERVAL_MS_DOC)
            .define(
                    VERTEX_CACHE_BYTES_CONFIG,
                    ConfigDef.Type.LONG,
                    VERTEX_CACHE_BYTES_DEFAULT,
                    Range.atLeast(0),
                    MEDIUM,
                    VERTEX_CACHE_BYTES_DOC)
            .define(
                    ROCKSDB_MEMORY_BYTES_CONFIG,
                    ConfigDef.Type.LONG,
                    ROCKSDB_MEMORY_BYTES_DEFAULT,
                    Range.atLeast(16L << 20),
                    MEDIUM,
                    ROCKSDB_MEMORY_BYTES_DOC))));

    /**
     * Reads and checks the settings.
     *
     * @throws ConfigException naming the key, if a value is of the wrong type or out of range, or naming both keys, if two
     *     topics would be one or a task would have no share of the moves
     */
    public ClusteringConfig(Map<String, ?> values) {
        super(CONFIG, values, false);
        ConfigChecks.topicsDiffer(this);
        MoveLimit.check(this);
        FormatConfig.check(this);
    }

    /** Defaults that depend on other settings. */
    @Override
    protected Map<String, Object> postProcessParsedConfig(Map<String, Object> parsed) {
        return originals().containsKey(RHO_CONFIG)
                ? Map.of()
                : Map.of(RHO_CONFIG, ClusteringParameters.defaultRho((Integer) parsed.get(ROWS_CONFIG)));
    }

    public String applicationId() {
        return getString(APPLICATION_ID_CONFIG);
    }

    public int partitions() {
        return getInt(PARTITIONS_CONFIG);
    }

    public int rows() {
        return getInt(ROWS_CONFIG);
    }

    public long interactionsRetentionMs() {
        return getLong(INTERACTIONS_RETENTION_MS_CONFIG);
    }

    public int maxEdgesPerUser() {
        return getInt(MAX_EDGES_PER_USER_CONFIG);
    }

    /** How long edges are kept, in whole seconds; zero for ever. */
    public Duration graphRetention() {
        return RetentionPeriod.parse(getString(GRAPH_RETENTION_CONFIG));
    }

    public boolean governorEnabled() {
        return getBoolean(GOVERNOR_ENABLED_CONFIG);
    }

    public double sweepShare() {
        return getDouble(SWEEP_SHARE_CONFIG);
    }

    public long sweepSliceMs() {
        return getLong(SWEEP_SLICE_MS_CONFIG);
    }

    public long sweepPauseMaxMs() {
        return getLong(SWEEP_PAUSE_MAX_MS_CONFIG);
    }

    public long publishIntervalMs() {
        return getLong(PUBLISH_INTERVAL_MS_CONFIG);
    }

    public long vertexCacheBytes() {
        return getLong(VERTEX_CACHE_BYTES_CONFIG);
    }

    public long rocksDbMemoryBytes() {
        return getLong(ROCKSDB_MEMORY_BYTES_CONFIG);
    }

    public ErrorsConfig errors() {
        return new ErrorsConfig(this);
    }

    public VersionConfig versions() {
        return new VersionConfig(this);
    }

    /** The settings that the domain needs. */
    public ClusteringParameters parameters() {
        return new ClusteringParameters(
                rows(),
                getDouble(RHO_CONFIG),
                getDouble(HYSTERESIS_CONFIG),
                VertexWeighting.valueOf(getString(USER_WEIGHTING_CONFIG).toUpperCase(Locale.ROOT)),
                VertexWeighting.valueOf(getString(ITEM_WEIGHTING_CONFIG).toUpperCase(Locale.ROOT)),
                EdgeWeighting.valueOf(getString(EDGE_WEIGHTING_CONFIG).toUpperCase(Locale.ROOT)));
    }

    String topicName(String key, String suffix) {
        String name = getString(key);
        return name.isEmpty() ? applicationId() + "-" + suffix : name;
    }
}
