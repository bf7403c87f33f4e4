// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import org.apache.kafka.common.config.ConfigException;

/** The setting of how many vertices may change rows in a minute. */
public final class MoveLimit {
    public static final String CONFIG = "mapping.max.moves.per.minute";
    public static final String DOC =
            "Most vertices of the deployment that change rows in any minute; those that gain most go first. 0: no limit. "
                    + "First rows and rows given up are not counted. Users get three quarters, shared equally: at least 4 * partitions.";
    public static final int DEFAULT = 0;

    private MoveLimit() {}

    /**
     * Refuses a limit of which a task would have no share.
     *
     * @throws ConfigException naming both keys
     */
    static void check(ClusteringConfig config) {
        int perMinute = perMinute(config);
        int least = 4 * config.partitions();
        if (perMinute != 0 && perMinute < least) {
            throw new ConfigException(
                    CONFIG,
                    perMinute,
                    "must be 0 or at least " + least + ", four for each of " + ClusteringConfig.PARTITIONS_CONFIG + "="
                            + config.partitions());
        }
    }

    static int perMinute(ClusteringConfig config) {
        return config.getInt(CONFIG);
    }
}
