// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.Metrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskWatchTest {

    @TempDir
    private Path directory;

    @Test
    void shouldNameTheStoreOnlyWhenItCannotBeWritten() {
        try (Metrics metrics = new Metrics()) {
            long[] errors = new long[1];
            metrics.addMetric(
                    metrics.metricName(
                            "background-errors", "stream-state-metrics", Map.of("rocksdb-state-id", "users")),
                    (Gauge<Long>) (config, now) -> errors[0]);
            DiskWatch watch = new DiskWatch(metrics::metrics, directory);

            assertThat(watch.failure()).isEmpty();

            errors[0] = 2;
            assertThat(watch.failure())
                    .contains("state directory " + directory
                            + " cannot be used: RocksDB fails to write files of store users");
        }
    }
}
