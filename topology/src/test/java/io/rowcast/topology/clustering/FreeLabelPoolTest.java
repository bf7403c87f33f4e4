// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FreeLabelPoolTest {
    private final FixedVolumes volumes = new FixedVolumes(10);

    @Test
    void shouldGiveOnlyItsOwnShareOfTheLabelsWhenThereAreOtherTasks() {
        assertThat(takeAll(pool(0, 3))).containsExactly(0, 3, 6, 9);
        assertThat(takeAll(pool(1, 3))).containsExactly(1, 4, 7);
        assertThat(takeAll(pool(2, 3))).containsExactly(2, 5, 8);
    }

    @Test
    void shouldGiveNothingWhenItsShareIsEmpty() {
        assertThat(takeAll(pool(11, 12))).isEmpty();
    }

    @Test
    void shouldSkipALabelWhenEitherSideUsesIt() {
        volumes.users(1, 0, 0, 1).items(0, 1, 0, 1);
        assertThat(takeAll(pool(0, 1))).containsExactly(2, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void shouldSkipALabelWhenItWasTakenSinceItWasFound() {
        FreeLabelPool pool = pool(0, 1);
        volumes.users(0, 5).items(0, 0, 5);
        assertThat(takeAll(pool)).startsWith(0, 3, 4);
    }

    @Test
    void shouldNotGiveALabelTwiceWhenNobodyUsesItYet() {
        FreeLabelPool pool = pool(0, 5);
        assertThat(pool.take()).isZero();
        assertThat(pool.take()).isEqualTo(5);
        assertThat(pool.take()).isEqualTo(FreeLabels.NONE);
        assertThat(pool.take()).isEqualTo(FreeLabels.NONE);
    }

    @Test
    void shouldFindALabelAgainWhenItIsFreeAtTheNextLook() {
        FreeLabelPool pool = pool(0, 5);
        assertThat(takeAll(pool)).containsExactly(0, 5);
        volumes.users(3);
        pool.refresh();
        assertThat(takeAll(pool)).containsExactly(5);
    }

    @Test
    void shouldGiveNothingWhenItHasNeverLooked() {
        assertThat(new FreeLabelPool(10, 0, 1, volumes).take()).isEqualTo(FreeLabels.NONE);
    }

    private FreeLabelPool pool(int partition, int partitions) {
        FreeLabelPool pool = new FreeLabelPool(10, partition, partitions, volumes);
        pool.refresh();
        return pool;
    }

    private static List<Integer> takeAll(FreeLabels pool) {
        List<Integer> all = new ArrayList<>();
        for (int label = pool.take(); label != FreeLabels.NONE; label = pool.take()) {
            all.add(label);
        }
        return all;
    }
}
