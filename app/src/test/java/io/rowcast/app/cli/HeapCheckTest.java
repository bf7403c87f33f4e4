// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.ClusteringConfig;
import org.junit.jupiter.api.Test;

final class HeapCheckTest {
    private static final long MIB = 1 << 20;

    @Test
    void shouldBeSilentWhenEverythingIsDefault() {
        assertThat(HeapCheck.warning(
                        ClusteringConfig.PARTITIONS_DEFAULT, ClusteringConfig.VERTEX_CACHE_BYTES_DEFAULT, 1536 * MIB))
                .isEmpty();
    }

    @Test
    void shouldNameTheSizesAndBothWaysOutWhenCachesMayOutgrowTheHeap() {
        assertThat(HeapCheck.warning(16, 64 * MIB, 1536 * MIB))
                .hasValueSatisfying(warning -> assertThat(warning)
                        .contains("16 partitions", "3072 MiB", "1536 MiB", "-Xmx", "vertex.cache.bytes"));
    }

    @Test
    void shouldBeSilentWhenNothingIsCached() {
        assertThat(HeapCheck.warning(4096, 0, 64 * MIB)).isEmpty();
    }
}
