// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.PagesInMemory;
import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class EdgeSamplerTest {
    private final PagesInMemory pages = new PagesInMemory();
    private final EdgeSampler sampler = new EdgeSampler();

    @Test
    void shouldTakeEveryEdgeWhenThereIsRoomForAll() {
        look(1, 3, 3, 3, 5);
        look(2, 5, 5);

        EdgeSample sample = sampler.take();

        assertThat(sample.itemLabels()).containsExactly(3, 3, 5);
        assertThat(sample.userLabels()).containsExactly(3, 5, 5);
        assertThat(sample.weights()).containsExactly(2, 1, 1);
        assertThat(sampler.take().size()).isZero();
    }

    @Test
    void shouldForgetTheSweepThatBeganAnewWhenRestarted() {
        look(1, 3, 3, 5);
        sampler.restart();
        look(2, 5, 5);

        assertThat(sampler.take().itemLabels()).containsExactly(5);
    }

    @Test
    void shouldStayWithinItsBoundAndStandForAllEdgesWhenThereAreMany() {
        for (int sweep = 0; sweep < 3; sweep++) {
            sampler.take();
            for (int item = 0; item < 100_000; item++) {
                look(item, item % 10, item % 10, 10 + item % 5);
            }
        }

        EdgeSample sample = sampler.take();

        assertThat(sample.size()).isBetween(EdgeSampler.MAX_PAIRS / 4, EdgeSampler.MAX_PAIRS);
        assertThat(Arrays.stream(sample.weights()).sum()).isCloseTo(200_000, Percentage.withPercentage(5));
        long inside = 0;
        for (int i = 0; i < sample.size(); i++) {
            inside += sample.userLabels()[i] == sample.itemLabels()[i] ? sample.weights()[i] : 0;
        }
        assertThat(inside).isCloseTo(100_000, Percentage.withPercentage(5));
    }

    @Test
    void shouldTakeAPartThatStandsForAllWhenAnItemHasVeryManyLabels() {
        int[] users = new int[40_000];
        Arrays.setAll(users, user -> user);

        look(1, 0, users);

        EdgeSample sample = sampler.take();
        assertThat(sample.size()).isBetween(200, 800);
        assertThat(Arrays.stream(sample.weights()).sum()).isCloseTo(40_000, Percentage.withPercentage(15));
    }

    private void look(long hash, int label, int... userLabels) {
        ItemVertex item = new ItemVertex("i" + hash);
        for (int user : userLabels) {
            item.recast(hash, ItemVertex.NO_LABEL, user, 1, pages);
        }
        item.assign(hash, label, pages);
        sampler.look(hash, item, pages);
    }
}
