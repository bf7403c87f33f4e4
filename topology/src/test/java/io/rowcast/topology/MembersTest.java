// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.clustering.RecentMoves;
import io.rowcast.topology.clustering.TaskListener;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Side;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many vertices are in each row, as every instance is told, against the mappings. */
final class MembersTest {
    private static final int EVENTS = 1500;

    private final Map<Side, RecentMoves> moves = new EnumMap<>(Side.class);

    @TempDir
    private Path stateDir;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void shouldCountTheMembersOfEveryRowWhenVerticesComeMoveExpireAndAreForgotten(long seed) {
        Random random = new Random(seed);
        long start = TestDeployment.START.toEpochMilli();
        TaskListener listener = new TaskListener() {
            @Override
            public void opened(Side side, int partition, RecentMoves ofTask) {
                moves.put(side, ofTask);
            }
        };
        try (TestDeployment deployment =
                new TestDeployment(stateDir, () -> 0, listener, ClusteringConfig.GRAPH_RETENTION_CONFIG, "2h")) {
            for (int i = 0; i < EVENTS; i++) {
                String user = "u" + random.nextInt(60);
                String item = "i" + random.nextInt(40);
                int op = random.nextInt(100);
                deployment.send(
                        op < 88
                                ? Interaction.add(user, item)
                                : op < 96
                                        ? Interaction.remove(user, item)
                                        : op < 98 ? Interaction.forgetUser(user) : Interaction.forgetItem(item),
                        start + i * 10_000L);
                if (i % 100 == 0) {
                    deployment.pass(Duration.ofMillis(200));
                }
            }
            deployment.settle();

            assertThat(deployment.violations()).isEmpty();
            Map<String, Mapping> mappings = deployment.mappings();
            for (Side side : Side.values()) {
                long[] members = new long[16];
                mappings.values().stream()
                        .filter(mapping -> mapping.side() == side)
                        .forEach(mapping -> members[mapping.row()]++);
                for (int row = 0; row < members.length; row++) {
                    assertThat(deployment.members(side, row))
                            .as("seed %d, %s row %d", seed, side, row)
                            .isEqualTo(members[row]);
                }
                int[] seen = {0};
                moves.get(side).forEach((from, to) -> {
                    assertThat(from).isBetween(0, 15).isNotEqualTo(to);
                    assertThat(to).isBetween(0, 15);
                    seen[0]++;
                });
                assertThat(seen[0]).as("moves of %ss", side.word()).isBetween(1, 1024);
            }
        }
    }
}
