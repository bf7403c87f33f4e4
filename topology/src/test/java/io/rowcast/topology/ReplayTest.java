// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Interaction.Op;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same inputs, ticks included, twice. */
final class ReplayTest {
    @TempDir
    private Path stateDir;

    @ParameterizedTest
    @CsvSource({"41, set, 16777216", "42, set, 0", "43, sum, 16777216"})
    void shouldSendTheSameBytesToEveryTopicWhenInputsAreTheSame(long seed, String edges, String cacheBytes) {
        Map<String, List<String>> first = everythingSent(stateDir.resolve("first"), seed, edges, cacheBytes);
        Map<String, List<String>> second = everythingSent(stateDir.resolve("second"), seed, edges, cacheBytes);

        assertThat(first.keySet()).isEqualTo(second.keySet());
        first.forEach((topic, records) ->
                assertThat(second.get(topic)).as("seed %d, %s", seed, topic).isEqualTo(records));
    }

    @Test
    void shouldSendOtherMappingsWhenInputsDiffer() {
        String mappings = new Topics(TestDeployment.config()).mappings();
        assertThat(everythingSent(stateDir.resolve("first"), 41, "set", "0").get(mappings))
                .isNotEqualTo(everythingSent(stateDir.resolve("second"), 42, "set", "0")
                        .get(mappings));
    }

    private static Map<String, List<String>> everythingSent(Path stateDir, long seed, String edges, String cacheBytes) {
        Random random = new Random(seed);
        try (TestDeployment deployment = new TestDeployment(
                stateDir,
                ClusteringConfig.EDGE_WEIGHTING_CONFIG,
                edges,
                ClusteringConfig.VERTEX_CACHE_BYTES_CONFIG,
                cacheBytes)) {
            for (int i = 0; i < 1200; i++) {
                deployment.send(event(random));
                if (random.nextInt(8) == 0) {
                    deployment.pass(Duration.ofMillis(20));
                }
            }
            deployment.settle();
            Map<String, List<String>> sent = new TreeMap<>();
            deployment
                    .sent()
                    .forEach((topic, records) -> sent.put(
                            topic, records.stream().map(ReplayTest::text).toList()));
            Topics topics = deployment.topics();
            assertThat(sent)
                    .containsKeys(
                            topics.mappings(),
                            topics.itemLabels(),
                            topics.clusterVolumes(),
                            topics.repartition(Topics.ITEM_VOTES),
                            topics.changelog(Topics.USER_VERTICES_STORE),
                            topics.changelog(Topics.ITEM_VERTICES_STORE));
            assertThat(sent.get(topics.mappings())).hasSizeGreaterThan(200);
            return sent;
        }
    }

    private static Interaction event(Random random) {
        String user = "u" + random.nextInt(60);
        String item = "i" + random.nextInt(50);
        int dice = random.nextInt(100);
        if (dice < 85) {
            double weight = 1 + random.nextInt(300) / 100.0;
            return new Interaction(Op.ADD, user, item, weight, Interaction.NO_TIMESTAMP);
        }
        if (dice < 97) {
            return Interaction.remove(user, item);
        }
        return dice < 99 ? Interaction.forgetUser(user) : Interaction.forgetItem(item);
    }

    private static String text(TestRecord<byte[], byte[]> record) {
        return record.timestamp() + " " + hex(record.key()) + " " + hex(record.value()) + " " + record.headers();
    }

    private static String hex(byte[] bytes) {
        return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
    }
}
