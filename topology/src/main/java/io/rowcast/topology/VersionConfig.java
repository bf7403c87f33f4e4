// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import io.rowcast.topology.codebook.CodebookVersion;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;

/** The settings of versions of the table; part of {@link ClusteringConfig}. */
public final class VersionConfig {
    public static final String VERSIONS_TOPIC_CONFIG = "versions.topic";
    public static final String VERSIONS_TOPIC_DOC =
            "Compacted output topic of versions of the table. Empty: <application.id>-codebook-versions.";

    public static final String VERSIONS_INTERVAL_MS_CONFIG = "versions.interval.ms";
    public static final String VERSIONS_INTERVAL_MS_DOC =
            "How often a version of the table is cut if it changed; 0: only when rowcast version asks for one.";
    public static final long VERSIONS_INTERVAL_MS_DEFAULT = 60_000;

    public static final String VERSIONS_KEEP_CONFIG = "versions.keep";
    public static final String VERSIONS_KEEP_DOC = "How many versions stay on their topic; older ones are deleted.";
    public static final int VERSIONS_KEEP_DEFAULT = 100;

    public static final String MAPPINGS_COMPACTION_LAG_MS_CONFIG = "mappings.compaction.lag.ms";
    public static final String MAPPINGS_COMPACTION_LAG_MS_DOC =
            "Least age at which the mapping topic is compacted when Rowcast creates it. A younger version can be read exactly "
                    + "by a reader that begins with nothing. Longer than instances may be behind that topic.";
    public static final long MAPPINGS_COMPACTION_LAG_MS_DEFAULT = 900_000;

    private final ClusteringConfig config;

    VersionConfig(ClusteringConfig config) {
        this.config = config;
    }

    /** How often a version is cut; zero for when asked alone. */
    public Duration interval() {
        return Duration.ofMillis(config.getLong(VERSIONS_INTERVAL_MS_CONFIG));
    }

    public int keep() {
        return config.getInt(VERSIONS_KEEP_CONFIG);
    }

    public long mappingsCompactionLagMs() {
        return config.getLong(MAPPINGS_COMPACTION_LAG_MS_CONFIG);
    }

    /** What a version tells of the clustering. */
    public CodebookVersion.Parameters parameters() {
        return new CodebookVersion.Parameters(
                config.getDouble(ClusteringConfig.RHO_CONFIG),
                config.getDouble(ClusteringConfig.HYSTERESIS_CONFIG),
                config.getString(ClusteringConfig.USER_WEIGHTING_CONFIG),
                config.getString(ClusteringConfig.ITEM_WEIGHTING_CONFIG),
                config.getString(ClusteringConfig.EDGE_WEIGHTING_CONFIG),
                config.getString(FormatConfig.MAPPINGS_FORMAT_CONFIG));
    }

    static ConfigDef addTo(ConfigDef config) {
        return config.define(
                        VERSIONS_TOPIC_CONFIG,
                        ConfigDef.Type.STRING,
                        "",
                        ConfigChecks::topicName,
                        MEDIUM,
                        VERSIONS_TOPIC_DOC)
                .define(
                        VERSIONS_INTERVAL_MS_CONFIG,
                        ConfigDef.Type.LONG,
                        VERSIONS_INTERVAL_MS_DEFAULT,
                        ConfigChecks.zeroOrBetween(100, 86_400_000),
                        MEDIUM,
                        VERSIONS_INTERVAL_MS_DOC)
                .define(
                        VERSIONS_KEEP_CONFIG,
                        ConfigDef.Type.INT,
                        VERSIONS_KEEP_DEFAULT,
                        Range.between(1, 100_000),
                        LOW,
                        VERSIONS_KEEP_DOC)
                .define(
                        MAPPINGS_COMPACTION_LAG_MS_CONFIG,
                        ConfigDef.Type.LONG,
                        MAPPINGS_COMPACTION_LAG_MS_DEFAULT,
                        Range.between(1_000, 31_536_000_000L),
                        LOW,
                        MAPPINGS_COMPACTION_LAG_MS_DOC);
    }
}
