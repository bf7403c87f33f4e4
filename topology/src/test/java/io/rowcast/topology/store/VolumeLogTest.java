// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.VolumeBlockFormat;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VolumeLogTest {
    private static final int PARTITION = 3;

    private final VolumeLog log = new VolumeLog(Side.ITEM, PARTITION, Kind.VOLUMES);
    private final Map<ClusterVolumeKey, byte[]> latest = new HashMap<>();

    @ParameterizedTest
    @CsvSource({"1,1", "2,64", "3,65", "4,5000", "5,20000"})
    void shouldGiveTheVolumesBackAfterEveryRoundWhateverChanged(long seed, int rows) {
        Random random = new Random(seed);
        long[] volumes = new long[rows];
        ClusterVolumeTable table = new ClusterVolumeTable("volumes", ClusteringParameters.ofRows(rows), PARTITION + 1);
        for (int round = 0; round < 400; round++) {
            if (random.nextInt(100) == 0) {
                // As when the task moves: it goes on from what it reads.
                long[] read = new long[rows];
                log.restart(VolumeLog.read(latest, Kind.VOLUMES, read));
                assertThat(read).as("seed %d, round %d", seed, round).isEqualTo(volumes);
            }
            for (int changes = random.nextInt(30); changes > 0; changes--) {
                int label = random.nextInt(rows);
                volumes[label] = random.nextInt(3) == 0 ? 0 : random.nextInt(1000);
                log.add(label);
            }
            log.write(volumes, (key, value) -> {
                latest.put(key, value);
                table.apply(key, value);
            });
            long[] read = new long[rows];
            VolumeLog.read(latest, Kind.VOLUMES, read);
            assertThat(read).as("seed %d, round %d", seed, round).isEqualTo(volumes);
            for (int label = 0; label < rows; label += 1 + rows / 100) {
                assertThat(table.volume(Side.ITEM, label)).as("seed %d", seed).isEqualTo(volumes[label]);
            }
        }
    }

    @Test
    void shouldWriteFewRecordsWhenManyLabelsChange() {
        int rows = 100_000;
        long[] volumes = new long[rows];
        for (int round = 0; round < 3 * VolumeLog.SLOTS; round++) {
            for (int label = round % 7; label < rows; label += 7) {
                volumes[label]++;
                log.add(label);
            }
            List<Kind> kinds = new ArrayList<>();
            log.write(volumes, (key, value) -> kinds.add(key.kind()));
            assertThat(kinds).hasSizeLessThanOrEqualTo(2 + VolumeBlockFormat.blocks(rows) / VolumeLog.SLOTS);
            assertThat(kinds).containsOnlyOnce(Kind.CHANGES);
        }
    }

    @Test
    void shouldWriteNothingWhenNothingChanged() {
        log.write(new long[10], (key, value) -> latest.put(key, value));
        log.restart(new BitSet());
        log.write(new long[10], (key, value) -> latest.put(key, value));
        assertThat(latest).isEmpty();
    }

    @Test
    void shouldRefuseToReadBlocksBeyondK() {
        byte[] block = VolumeBlockFormat.encode(new long[64], 0);
        for (int number : new int[] {1, -1}) {
            ClusterVolumeKey key = new ClusterVolumeKey(Kind.VOLUMES, Side.ITEM, PARTITION, number);
            assertThatThrownBy(() -> VolumeLog.read(Map.of(key, block), Kind.VOLUMES, new long[64]))
                    .isInstanceOf(CorruptRecordException.class)
                    .hasMessageContaining("beyond K");
        }
    }
}
