// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PresenceTest {

    @Test
    void shouldLetTheFirstPartitionFromTheLabelOnKeepTheRow() {
        Presence presence = new Presence(10, 4);
        // Label 6 begins at partition 2: its order is 2, 3, 0, 1.
        presence.set(6, 0, true);
        presence.set(6, 3, true);
        assertThat(presence.before(6, 2)).isFalse();
        assertThat(presence.before(6, 3)).isFalse();
        assertThat(presence.before(6, 0)).isTrue();
        assertThat(presence.before(6, 1)).isTrue();
        presence.set(6, 3, false);
        assertThat(presence.before(6, 0)).isFalse();
        assertThat(presence.before(6, 1)).isTrue();
        assertThat(presence.before(5, 0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 130})
    void shouldLetExactlyOnePartitionKeepARowWhenAnyIsThere(int partitions) {
        Random random = new Random(81);
        for (int round = 0; round < 200; round++) {
            Presence presence = new Presence(200, partitions);
            int label = random.nextInt(200);
            boolean[] there = new boolean[partitions];
            int members = 0;
            for (int n = random.nextInt(4); n >= 0; n--) {
                int partition = random.nextInt(partitions);
                members += there[partition] ? 0 : 1;
                there[partition] = true;
                presence.set(label, partition, true);
            }
            int keepers = 0;
            for (int partition = 0; partition < partitions; partition++) {
                keepers += there[partition] && !presence.before(label, partition) ? 1 : 0;
                assertThat(presence.before((label + 1) % 200, partition)).isFalse();
            }
            assertThat(keepers)
                    .as("%d members, seed 81, round %d", members, round)
                    .isEqualTo(1);
        }
    }
}
