// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.serde.MappingJson;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MoveLimitTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private Path stateDir;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldPublishNoMoreMovesThanTheLimitInAnyMinute(long seed) {
        int limit = 5;
        try (TestDeployment deployment = limited(limit)) {
            List<Interaction> events = blocks(seed);
            for (int i = 0; i < events.size(); i++) {
                deployment.send(events.get(i));
                deployment.pass(Duration.ofMillis(i % 4 == 0 ? 1000 : 30));
            }
            deployment.pass(MINUTE.multipliedBy(2));

            List<Instant> moves = moves(deployment);
            assertThat(mostInAMinute(moves)).as("seed %d", seed).isBetween(3, limit);
            assertThat(deployment.statistics().mappingChanges()).isEqualTo(moves.size());
            assertThat(deployment.violations()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void shouldSettleOnlyWhenNoMoveWaitsAnyMore() {
        try (TestDeployment deployment = limited(20)) {
            blocks(4).forEach(deployment::send);
            deployment.pass(Duration.ofSeconds(50));
            assertThat(moves(deployment)).isEmpty();
            assertThat(deployment.statistics().waitingMoves()).isPositive();
            assertThat(deployment.statistics().settled()).isFalse();

            deployment.settle();

            assertThat(moves(deployment)).isNotEmpty();
            assertThat(deployment.statistics().waitingMoves()).isZero();
        }
    }

    @Test
    void shouldSayWhichSettingsDisagreeWhenATaskWouldHaveNoShare() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new ClusteringConfig(Map.of(MoveLimit.CONFIG, 15, "partitions", 4)))
                .withMessageContaining(MoveLimit.CONFIG)
                .withMessageContaining("partitions=4");
    }

    @ParameterizedTest
    @CsvSource({"0", "16", "2147483647"})
    void shouldAcceptALimitWhenEveryTaskHasAShare(int limit) {
        ClusteringConfig config = new ClusteringConfig(Map.of(MoveLimit.CONFIG, limit, "partitions", 4));
        assertThat(MoveLimit.perMinute(config)).isEqualTo(limit);
    }

    private TestDeployment limited(int limit) {
        return new TestDeployment(
                stateDir,
                MoveLimit.CONFIG,
                Integer.toString(limit),
                ClusteringConfig.GOVERNOR_ENABLED_CONFIG,
                "false",
                ClusteringConfig.RHO_CONFIG,
                "0.1");
    }

    /** When a vertex that had rows got others: by the times of the records, which are those of the decisions. */
    private static List<Instant> moves(TestDeployment deployment) {
        Map<String, String> rows = new HashMap<>();
        List<Instant> moves = new ArrayList<>();
        for (TestRecord<byte[], byte[]> record :
                deployment.sent(deployment.topics().mappings())) {
            if (MappingJson.kind(record.key()) != MappingJson.Kind.MAPPING) {
                continue;
            }
            Mapping mapping = MappingJson.decode(record.key(), record.value());
            String pair = mapping.row() + " " + mapping.secondaryRow();
            String before = rows.put(TestDeployment.text(record.key()), pair);
            if (before != null && !before.equals(pair)) {
                moves.add(record.getRecordTime());
            }
        }
        return moves;
    }

    private static int mostInAMinute(List<Instant> unordered) {
        List<Instant> moves = unordered.stream().sorted().toList();
        int most = 0;
        int first = 0;
        for (int last = 0; last < moves.size(); last++) {
            while (!moves.get(first).plus(MINUTE).isAfter(moves.get(last))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    /** Four blocks of 8 users and 8 items, edges in random order, one in eight to another block. */
    private static List<Interaction> blocks(long seed) {
        Random random = new Random(seed);
        List<Interaction> events = new ArrayList<>();
        for (int user = 0; user < 32; user++) {
            for (int edge = 0; edge < 6; edge++) {
                int block = random.nextInt(8) == 0 ? random.nextInt(4) : user % 4;
                events.add(Interaction.add("u" + user, "i" + (block + 4 * random.nextInt(8))));
            }
        }
        Collections.shuffle(events, random);
        return events;
    }
}
