// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LabelTallyTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldAgreeWithAHashMapWhenReusedForManyVertices(long seed) {
        Random random = new Random(seed);
        LabelTally tally = new LabelTally();
        for (int vertex = 0; vertex < 300; vertex++) {
            tally.clear();
            Map<Integer, Long> oracle = new LinkedHashMap<>();
            int edges = random.nextInt(vertex % 50 == 0 ? 20_000 : 200);
            int labels = 1 + random.nextInt(vertex % 2 == 0 ? 10 : 1 << 24);
            for (int edge = 0; edge < edges; edge++) {
                int label = random.nextInt(labels);
                long weight = random.nextLong(1, 1000);
                tally.add(label, weight);
                oracle.merge(label, weight, Long::sum);
            }
            Map<Integer, Long> contents = new LinkedHashMap<>();
            for (int i = 0; i < tally.size(); i++) {
                contents.put(tally.label(i), tally.weight(i));
            }
            assertThat(tally.size()).as("seed %d vertex %d", seed, vertex).isEqualTo(oracle.size());
            assertThat(contents).as("seed %d vertex %d", seed, vertex).isEqualTo(oracle);
        }
    }
}
