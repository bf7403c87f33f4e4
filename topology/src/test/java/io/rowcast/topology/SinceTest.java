// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.serde.ItemVertexFormat;
import io.rowcast.topology.serde.UserVertexFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Since when a vertex has its rows. */
final class SinceTest {
    private static final long START = TestDeployment.START.getEpochSecond();
    private static final int EVENTS = 400;

    @TempDir
    private Path stateDir;

    private record Rows(int first, int second, int generation, long since) {
        boolean sameAs(Rows other) {
            return first == other.first && second == other.second;
        }
    }

    private static Map<String, Rows> rows(TestDeployment deployment) {
        Map<String, Rows> rows = new TreeMap<>();
        deployment
                .latest(deployment.topics().changelog(Topics.USER_VERTICES_STORE))
                .values()
                .forEach(value -> {
                    UserVertex user = UserVertexFormat.decode(value);
                    rows.put(
                            "user " + user.id(),
                            new Rows(user.label(), user.secondaryLabel(), user.generation(), user.since()));
                });
        deployment
                .latest(deployment.topics().changelog(Topics.ITEM_VERTICES_STORE))
                .values()
                .forEach(value -> {
                    ItemVertex item = ItemVertexFormat.decode(value);
                    rows.put(
                            "item " + item.id(),
                            new Rows(item.label(), ItemVertex.NO_LABEL, item.generation(), item.since()));
                });
        return rows;
    }

    @Test
    void shouldBeTheTimeOfTheFirstEventAndStayWhenLaterEventsMoveNothing() {
        try (TestDeployment deployment = new TestDeployment(stateDir)) {
            deployment.send(Interaction.add("u1", "i1"), (START - 500) * 1000 + 999);
            deployment.send(Interaction.add("u1", "i2"), (START - 400) * 1000);
            deployment.pass(Duration.ofSeconds(3));
            deployment.send(Interaction.add("u1", "i1"), (START - 300) * 1000);

            Map<String, Rows> rows = rows(deployment);
            assertThat(rows.get("user u1").since()).isEqualTo(START - 500);
            assertThat(rows.get("user u1").first())
                    .isEqualTo(rows.get("item i1").first());
            assertThat(rows).containsKeys("item i1", "item i2");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void shouldBeTheTimeOfTheLastChangeOfEitherRow(long seed) {
        Random random = new Random(seed);
        long recordSeconds = START - 10_000;
        int first = 0;
        int firstRowChanged = 0;
        int onlySecondRowChanged = 0;
        int unchanged = 0;
        try (TestDeployment deployment = new TestDeployment(stateDir)) {
            Map<String, Rows> before = new HashMap<>();
            long passed = 0;
            for (int i = 0; i < EVENTS; i++) {
                long wall = START + passed;
                int user = random.nextInt(40);
                int group = random.nextInt(4) == 0 ? random.nextInt(12) : user % 12;
                deployment.send(
                        Interaction.add("u" + user, "i" + (5 * group + random.nextInt(5))), (recordSeconds + i) * 1000);
                deployment.pass(Duration.ofSeconds(1));
                passed++;
                Map<String, Rows> now = rows(deployment);
                for (Map.Entry<String, Rows> entry : now.entrySet()) {
                    Rows was = before.get(entry.getKey());
                    Rows is = entry.getValue();
                    String what = "seed " + seed + ", event " + i + ", " + entry + " was " + was;
                    if (was == null && is.since() < START) {
                        assertThat(is.since()).as(what).isEqualTo(recordSeconds + i);
                        first++;
                    } else if (was == null || !is.sameAs(was)) {
                        assertThat(is.since()).as(what).isBetween(wall, wall + 1);
                        firstRowChanged += was != null && is.first() != was.first() ? 1 : 0;
                        onlySecondRowChanged += was != null && is.first() == was.first() ? 1 : 0;
                    } else if (is.since() != was.since()) {
                        // It went and came back within this second.
                        assertThat(is.since()).as(what).isBetween(wall, wall + 1);
                    } else {
                        unchanged++;
                    }
                }
                before = now;
                if (i % 20 == 0) {
                    deployment.compact();
                }
            }
        }
        assertThat(first).as("users that arrived").isEqualTo(40);
        assertThat(firstRowChanged).isPositive();
        assertThat(onlySecondRowChanged).isPositive();
        assertThat(unchanged).isGreaterThan(1000);
    }
}
