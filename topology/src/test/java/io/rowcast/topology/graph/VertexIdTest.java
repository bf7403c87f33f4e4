// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VertexIdTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 16, 100})
    void shouldSpreadItemsEvenlyWhenIdsAreConsecutive(int partitions) {
        int items = 200_000;
        int[] counts = new int[partitions];
        for (int i = 0; i < items; i++) {
            counts[VertexId.itemPartition(VertexId.of("item" + i).hash(), partitions)]++;
        }
        double mean = (double) items / partitions;
        // Five standard deviations of a fair draw.
        double tolerance = 5 * Math.sqrt(mean);
        for (int partition = 0; partition < partitions; partition++) {
            assertThat((double) counts[partition])
                    .as("partition %d of %d", partition, partitions)
                    .isBetween(mean - tolerance, mean + tolerance);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 1, Long.MAX_VALUE, 0xffff_ffffL, 0x7fff_ffff_0000_0000L})
    void shouldStayInRangeWhenHashesAreExtreme(long hash) {
        for (int partitions : new int[] {1, 2, 3, 4096}) {
            assertThat(VertexId.itemPartition(hash, partitions)).isBetween(0, partitions - 1);
        }
    }

    @Test
    void shouldBeTheSameAsOfBytesWhenGivenText() {
        for (String id : new String[] {"u1", "käse", "日本", "\uD83D\uDE00"}) {
            assertThat(VertexId.of(id)).isEqualTo(VertexId.of(id.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void shouldNeverChangeWhenStoredStateDependsOnIt() {
        // XXH3 of the bytes, seeds 0 and "rowcastL": a change of these would orphan every stored vertex.
        assertThat(VertexId.of("u1")).isEqualTo(new VertexId(-7079617629412041231L, -1966506971));
    }

    @Test
    void shouldTellIdsApartByTheCheckWhenHashesAreEqual() {
        Set<Integer> checks = new HashSet<>();
        Set<Long> hashes = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            VertexId id = VertexId.of("x" + i);
            hashes.add(id.hash());
            checks.add(id.check());
            assertThat(id.check()).isNotEqualTo((int) id.hash());
        }
        assertThat(hashes).hasSize(10_000);
        assertThat(checks).hasSizeGreaterThan(9_990);
    }
}
