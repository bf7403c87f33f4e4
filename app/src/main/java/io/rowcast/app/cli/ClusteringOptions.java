// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.config.Setting;
import io.rowcast.topology.ClusteringConfig;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Flags of the main settings of the clustering; each is short for {@code --set KEY=VALUE}. */
final class ClusteringOptions {

    @Option(names = "--rows", paramLabel = "K", description = "Rows of each of the two codebooks (rows).")
    private String rows;

    @Option(names = "--rho", paramLabel = "SHARE", description = "Resolution as a share of a vertex's edges (rho).")
    private String rho;

    @Option(names = "--partitions", paramLabel = "N", description = "Partitions of every topic (partitions).")
    private String partitions;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Stream threads of this instance (kafka.num.stream.threads).")
    private String threads;

    List<Setting> flags() {
        List<Setting> flags = new ArrayList<>();
        ConfigOptions.addFlag(flags, "--rows", ClusteringConfig.ROWS_CONFIG, rows);
        ConfigOptions.addFlag(flags, "--rho", ClusteringConfig.RHO_CONFIG, rho);
        ConfigOptions.addFlag(flags, "--partitions", ClusteringConfig.PARTITIONS_CONFIG, partitions);
        ConfigOptions.addFlag(flags, "--threads", "kafka.num.stream.threads", threads);
        return flags;
    }
}
