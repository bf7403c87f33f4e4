// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Notices that RocksDB can no longer write its files. Without a write-ahead log it does not fail then: it tries again for
 * ever, and whoever writes next waits with it. It counts its attempts, and Kafka Streams has the counts in its metrics.
 */
final class DiskWatch {
    private static final String BACKGROUND_ERRORS = "background-errors";
    private static final String STORE_TAG = "rocksdb-state-id";

    /** What a write buffer may take when it is written; a disk with less is called full. */
    private static final long ENOUGH_BYTES = 16 << 20;

    private final Supplier<Map<MetricName, ? extends Metric>> metrics;
    private final Path directory;

    /**
     * @param metrics gives those of Kafka Streams
     * @param directory the state directory of the deployment
     */
    DiskWatch(Supplier<Map<MetricName, ? extends Metric>> metrics, Path directory) {
        this.metrics = metrics;
        this.directory = directory;
    }

    /** What has failed so far, in one line, if anything has. */
    Optional<String> failure() {
        return metrics.get().values().stream()
                .filter(metric -> metric.metricName().name().equals(BACKGROUND_ERRORS))
                .filter(metric -> metric.metricValue() instanceof Number errors && errors.longValue() > 0)
                .findAny()
                .map(metric -> describe(metric.metricName().tags().get(STORE_TAG)));
    }

    private String describe(String store) {
        long usable;
        try {
            usable = Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            return StateDirectoryFailure.cannotBeUsed(directory, e.getMessage());
        }
        return usable < ENOUGH_BYTES
                ? StateDirectoryFailure.noSpace(directory, usable + " bytes are left")
                : StateDirectoryFailure.cannotBeUsed(directory, "RocksDB fails to write files of store " + store);
    }
}
