// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;

/** The settings of what happens to records that cannot be applied; part of {@link ClusteringConfig}. */
public final class ErrorsConfig {
    public static final String ERRORS_MAX_SHARE_CONFIG = "errors.max.share";
    public static final String ERRORS_MAX_SHARE_DOC =
            "Largest share of a partition's latest events that may be bad; above it the instance stops. 1: it never does.";
    public static final double ERRORS_MAX_SHARE_DEFAULT = 0.5;

    public static final String ERRORS_WINDOW_EVENTS_CONFIG = "errors.window.events";
    public static final String ERRORS_WINDOW_EVENTS_DOC =
            "How many of a partition's latest events errors.max.share looks at. It counts from the start of the task anew, "
                    + "and needs a tenth of them before it stops anything.";
    public static final int ERRORS_WINDOW_EVENTS_DEFAULT = 10_000;

    public static final String FOREIGN_RECORDS_SKIP_CONFIG = "foreign.records.skip";
    public static final String FOREIGN_RECORDS_SKIP_DOC =
            "Records of internal topics to pass over because they were not written by Rowcast, as topic:partition:offset "
                    + "with commas between. Any other such record stops the instance.";

    private final ClusteringConfig config;

    ErrorsConfig(ClusteringConfig config) {
        this.config = config;
    }

    public double maxShare() {
        return config.getDouble(ERRORS_MAX_SHARE_CONFIG);
    }

    public int windowEvents() {
        return config.getInt(ERRORS_WINDOW_EVENTS_CONFIG);
    }

    /** Places of records to pass over, as {@code topic:partition:offset}. */
    public List<String> foreignRecordsToSkip() {
        return ConfigChecks.placesOf(config.getString(FOREIGN_RECORDS_SKIP_CONFIG));
    }

    static ConfigDef addTo(ConfigDef config) {
        return config.define(
                        ERRORS_MAX_SHARE_CONFIG,
                        ConfigDef.Type.DOUBLE,
                        ERRORS_MAX_SHARE_DEFAULT,
                        ConfigChecks.numberBetween(0.0, 1.0),
                        MEDIUM,
                        ERRORS_MAX_SHARE_DOC)
                .define(
                        ERRORS_WINDOW_EVENTS_CONFIG,
                        ConfigDef.Type.INT,
                        ERRORS_WINDOW_EVENTS_DEFAULT,
                        Range.between(10, 10_000_000),
                        LOW,
                        ERRORS_WINDOW_EVENTS_DOC)
                .define(
                        FOREIGN_RECORDS_SKIP_CONFIG,
                        ConfigDef.Type.STRING,
                        "",
                        LambdaValidator.with(
                                ConfigChecks::places, () -> "topic:partition:offset[,topic:partition:offset...]"),
                        LOW,
                        FOREIGN_RECORDS_SKIP_DOC);
    }
}
