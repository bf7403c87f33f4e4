// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every topic of a deployment. The names are public: trainers, operators and access rules depend on them.
 *
 * <p>The topics of {@link #managed()} are created by the application before it starts. Kafka Streams creates the
 * repartition topics and the changelogs by itself; {@link #streamsInternal()} lists them for operators.
 */
public final class Topics {

    /** Names inside Kafka Streams; each is prefixed with the application id and followed by a role. */
    public static final String USER_EVENTS = "user-events";

    public static final String ITEM_VOTES = "item-votes";
    public static final String USER_ROW_USES = "user-row-uses";
    public static final String ITEM_ROW_USES = "item-row-uses";
    public static final String USER_VERTICES_STORE = "user-vertices";
    public static final String USER_VOLUMES_STORE = "user-volumes";
    public static final String ITEM_VERTICES_STORE = "item-vertices";
    public static final String LABEL_VOTES_STORE = "label-votes";
    public static final String ITEM_VOLUMES_STORE = "item-volumes";
    public static final String ROWS_STORE = "row-generations";
    public static final String ITEM_LABELS_STORE = "item-labels";
    public static final String CLUSTER_VOLUMES_STORE = "cluster-volumes";
    public static final String VERSION_PARTS = "version-parts";
    public static final String VERSION_PARTS_STORE = "mapping-sums";
    public static final String VERSIONS_STORE = "version-assembly";

    private static final int MIN_VERSION_BYTES = 2 << 20;
    private static final int VERSION_OVERHEAD_BYTES = 1 << 20;

    /**
     * A topic with what it must look like.
     *
     * @param name full topic name
     * @param partitions number of partitions
     * @param settings topic settings that matter for correctness or cost
     * @param purpose one line for operators
     */
    public record Spec(String name, int partitions, Map<String, String> settings, String purpose) {
        public Spec {
            settings = Map.copyOf(settings);
        }

        public boolean compacted() {
            return "compact".equals(settings.get("cleanup.policy"));
        }
    }

    private final ClusteringConfig config;

    public Topics(ClusteringConfig config) {
        this.config = config;
    }

    /** Input: interaction events, JSON values, keyed by user or not. */
    public String interactions() {
        return config.topicName(ClusteringConfig.INTERACTIONS_TOPIC_CONFIG, "interactions");
    }

    /** Output: the public compacted mapping topic. */
    public String mappings() {
        return config.topicName(ClusteringConfig.MAPPINGS_TOPIC_CONFIG, "codebook-mappings");
    }

    /** Output: the public compacted control topic, versions of the table. */
    public String versions() {
        return config.topicName(VersionConfig.VERSIONS_TOPIC_CONFIG, "codebook-versions");
    }

    /** Output: events that could not be applied, with the reason in their headers. */
    public String deadLetters() {
        return config.topicName(ClusteringConfig.DEAD_LETTERS_TOPIC_CONFIG, "dead-letters");
    }

    /** Internal compacted topic: item to label, read by every instance. */
    public String itemLabels() {
        return config.applicationId() + "-item-labels";
    }

    /** Internal compacted topic: volumes, reports and the resolution, read by every instance. */
    public String clusterVolumes() {
        return config.applicationId() + "-cluster-volumes";
    }

    /** Internal topic: requests for a version, one record in each partition. */
    public String versionRequests() {
        return config.applicationId() + "-version-requests";
    }

    /** The topics the application creates when they are missing and checks when they are not. */
    public List<Spec> managed() {
        int partitions = config.partitions();
        return List.of(
                new Spec(
                        interactions(),
                        partitions,
                        Map.of(
                                "cleanup.policy",
                                "delete",
                                "retention.ms",
                                Long.toString(config.interactionsRetentionMs())),
                        "input: interaction events"),
                new Spec(
                        mappings(),
                        partitions,
                        Map.of(
                                "cleanup.policy",
                                "compact",
                                "min.cleanable.dirty.ratio",
                                "0.3",
                                "segment.bytes",
                                "67108864",
                                "delete.retention.ms",
                                "86400000",
                                "min.compaction.lag.ms",
                                Long.toString(config.versions().mappingsCompactionLagMs()),
                                // The lag counts from a record's time, and an event may be of any time.
                                "message.timestamp.type",
                                "LogAppendTime"),
                        "output: side and id to codebook rows"),
                new Spec(
                        versions(),
                        1,
                        Map.of(
                                "cleanup.policy",
                                "compact",
                                "min.cleanable.dirty.ratio",
                                "0.1",
                                "segment.bytes",
                                "16777216",
                                "segment.ms",
                                "600000",
                                "delete.retention.ms",
                                "86400000",
                                "max.message.bytes",
                                Integer.toString(versionBytes())),
                        "output: versions of the mappings"),
                new Spec(
                        deadLetters(),
                        partitions,
                        Map.of(
                                "cleanup.policy", "delete",
                                "retention.ms", "1209600000",
                                // The largest event, and the headers that explain it.
                                "max.message.bytes", "2097152"),
                        "output: events that could not be applied"),
                new Spec(
                        itemLabels(),
                        partitions,
                        Map.of(
                                "cleanup.policy", "compact",
                                "min.cleanable.dirty.ratio", "0.3",
                                "segment.bytes", "67108864"),
                        "internal: item to label, a global table"),
                new Spec(
                        clusterVolumes(),
                        partitions,
                        Map.of(
                                "cleanup.policy", "compact",
                                "min.cleanable.dirty.ratio", "0.1",
                                "segment.bytes", "16777216",
                                "segment.ms", "600000"),
                        "internal: cluster volumes, task reports and the resolution, a global table"),
                new Spec(
                        versionRequests(),
                        partitions,
                        Map.of("cleanup.policy", "delete", "retention.ms", "3600000"),
                        "internal: requests for a version"));
    }

    /** The topics Kafka Streams creates by itself, for operators and access rules. */
    public List<Spec> streamsInternal() {
        int partitions = config.partitions();
        Map<String, String> repartition = Map.of("cleanup.policy", "delete", "retention.ms", "-1");
        Map<String, String> changelog = Map.of("cleanup.policy", "compact");
        return List.of(
                new Spec(repartition(USER_EVENTS), partitions, repartition, "internal: events sent on to their user"),
                new Spec(repartition(ITEM_VOTES), partitions, repartition, "internal: votes of users for items"),
                new Spec(
                        repartition(USER_ROW_USES), partitions, repartition, "internal: rows that users take or leave"),
                new Spec(
                        repartition(ITEM_ROW_USES), partitions, repartition, "internal: rows that items take or leave"),
                new Spec(repartition(VERSION_PARTS), 1, repartition, "internal: parts of versions"),
                new Spec(changelog(USER_VERTICES_STORE), partitions, changelog, "changelog: users and their edges"),
                new Spec(changelog(USER_VOLUMES_STORE), partitions, changelog, "changelog: user volumes"),
                new Spec(changelog(ITEM_VERTICES_STORE), partitions, changelog, "changelog: items and their votes"),
                new Spec(changelog(LABEL_VOTES_STORE), partitions, changelog, "changelog: votes of very popular items"),
                new Spec(changelog(ITEM_VOLUMES_STORE), partitions, changelog, "changelog: item volumes"),
                new Spec(changelog(ROWS_STORE), partitions, changelog, "changelog: rows and their generations"),
                new Spec(changelog(VERSION_PARTS_STORE), partitions, changelog, "changelog: sums of the mappings"),
                new Spec(changelog(VERSIONS_STORE), 1, changelog, "changelog: parts of the next version"));
    }

    /** All of them: those of {@link #managed()} and of {@link #streamsInternal()}. */
    public List<Spec> ofDeployment() {
        return Stream.concat(managed().stream(), streamsInternal().stream()).toList();
    }

    /** The largest record that versions take: three sets of rows for each side, in base64 a row a byte. */
    public int versionBytes() {
        return Math.max(MIN_VERSION_BYTES, config.rows() + VERSION_OVERHEAD_BYTES);
    }

    /** Name of the changelog topic of a store. */
    public String changelog(String store) {
        return config.applicationId() + "-" + store + "-changelog";
    }

    /** Name of a repartition topic. */
    public String repartition(String name) {
        return config.applicationId() + "-" + name + "-repartition";
    }
}
