// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.rowcast.topology.audit.AuditReport;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Interaction.Op;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Long seeded traces: the graph is that of a plain set, every invariant holds, and clusters are found. */
final class ClusteringTraceTest {
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    @TempDir
    private Path stateDir;

    @ParameterizedTest
    @CsvSource({
        "1, set, degree, 16777216",
        "2, set, sqrt, 0",
        "3, sum, degree, 16777216",
        "4, sum, log1p, 0",
        "5, set, uniform, 16777216"
    })
    void shouldKeepEveryInvariantWhenAnythingHappens(long seed, String edges, String weighting, String cacheBytes) {
        Random random = new Random(seed);
        TreeSet<String> expected = new TreeSet<>();
        try (TestDeployment deployment = new TestDeployment(
                stateDir,
                ClusteringConfig.EDGE_WEIGHTING_CONFIG,
                edges,
                ClusteringConfig.USER_WEIGHTING_CONFIG,
                weighting,
                ClusteringConfig.ITEM_WEIGHTING_CONFIG,
                weighting,
                ClusteringConfig.VERTEX_CACHE_BYTES_CONFIG,
                cacheBytes)) {
            for (int i = 0; i < 1500; i++) {
                String user = "u" + random.nextInt(40);
                String item = "i" + random.nextInt(60);
                int dice = random.nextInt(100);
                if (dice < 75) {
                    deployment.send(new Interaction(
                            Op.ADD, user, item, 1 + random.nextInt(300) / 100.0, Interaction.NO_TIMESTAMP));
                    expected.add(user + "\t" + item);
                } else if (dice < 97) {
                    deployment.send(Interaction.remove(user, item));
                    expected.remove(user + "\t" + item);
                } else if (dice < 99) {
                    deployment.send(Interaction.forgetUser(user));
                    expected.removeIf(edge -> edge.startsWith(user + "\t"));
                } else {
                    deployment.send(Interaction.forgetItem(item));
                    expected.removeIf(edge -> edge.endsWith("\t" + item));
                }
                if (random.nextInt(5) == 0) {
                    deployment.pass(Duration.ofMillis(10));
                }
            }
            deployment.pass(A_WHILE);

            assertThat(deployment.violations()).as("seed %d", seed).isEmpty();
            assertThat(deployment.edgeList()).as("seed %d", seed).containsExactlyElementsOf(expected);
            assertThat(deployment.statistics().objective())
                    .as("seed %d", seed)
                    .isCloseTo(deployment.audit().figures().objective(), offset(1e-9));
        }
    }

    @Test
    void shouldKeepEveryInvariantWhenAnItemHasVotesForManyLabels() {
        try (TestDeployment deployment = new TestDeployment(
                stateDir,
                ClusteringConfig.ROWS_CONFIG,
                "1024",
                // So dear that every user stays in a row of its own.
                ClusteringConfig.RHO_CONFIG,
                "10",
                ClusteringConfig.VERTEX_CACHE_BYTES_CONFIG,
                "0")) {
            for (int user = 0; user < 600; user++) {
                deployment.add("u" + user, "own" + user);
                deployment.add("u" + user, "popular");
            }
            deployment.pass(A_WHILE);
            assertThat(deployment.sent(deployment.topics().changelog(Topics.LABEL_VOTES_STORE)))
                    .isNotEmpty();
            assertThat(deployment.violations()).isEmpty();

            for (int user = 0; user < 580; user++) {
                deployment.send(Interaction.forgetUser("u" + user));
            }
            deployment.pass(A_WHILE);

            AuditReport report = deployment.audit();
            assertThat(report.violations()).isZero();
            assertThat(report.figures().users()).isEqualTo(20);
            assertThat(report.figures().items()).isEqualTo(21);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void shouldKeepTwoPlantedCoClustersApart(long seed) {
        try (TestDeployment deployment = new TestDeployment(
                stateDir,
                ClusteringConfig.ROWS_CONFIG,
                "8",
                ClusteringConfig.RHO_CONFIG,
                "0.125",
                ClusteringConfig.GOVERNOR_ENABLED_CONFIG,
                "false")) {
            stream(planted(seed), deployment);

            assertThat(deployment.violations()).as("seed %d", seed).isEmpty();
            // A block may take more than one row, but hardly any row is shared by two blocks.
            Map<Integer, Map<Character, Long>> blocksByRow = deployment.mappings().values().stream()
                    .collect(Collectors.groupingBy(
                            Mapping::row,
                            Collectors.groupingBy(mapping -> mapping.id().charAt(0), Collectors.counting())));
            long atHome = blocksByRow.values().stream()
                    .mapToLong(blocks -> Collections.max(blocks.values()))
                    .sum();
            assertThat(atHome)
                    .as("seed %d: blocks by row are %s", seed, blocksByRow)
                    .isGreaterThanOrEqualTo(76);
            assertThat(deployment.statistics().insideShare())
                    .as("seed %d", seed)
                    .isGreaterThan(0.4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 16, 24})
    void shouldSettleWhenThereAreFewRows(int rows) {
        try (TestDeployment deployment =
                new TestDeployment(stateDir, ClusteringConfig.ROWS_CONFIG, Integer.toString(rows))) {
            stream(planted(31), deployment);

            assertThat(deployment.violations()).as("%d rows", rows).isEmpty();
        }
    }

    private static void stream(List<Interaction> events, TestDeployment deployment) {
        for (int i = 0; i < events.size(); i++) {
            deployment.send(events.get(i));
            if (i % 10 == 9) {
                // Without the volumes, which are published as time passes, nothing would keep clusters apart.
                deployment.pass(Duration.ofMillis(20));
            }
        }
        deployment.settle();
    }

    /** Two blocks of 20 users and 20 items: 15 events of each user, about one in fifteen in the other block. */
    private static List<Interaction> planted(long seed) {
        Random random = new Random(seed);
        List<Interaction> events = new ArrayList<>();
        for (int user = 0; user < 20; user++) {
            for (int edge = 0; edge < 15; edge++) {
                boolean strays = random.nextInt(15) == 0;
                events.add(Interaction.add("a" + user, (strays ? "b" : "a") + random.nextInt(20)));
                events.add(Interaction.add("b" + user, (strays ? "a" : "b") + random.nextInt(20)));
            }
        }
        Collections.shuffle(events, random);
        return events;
    }
}
