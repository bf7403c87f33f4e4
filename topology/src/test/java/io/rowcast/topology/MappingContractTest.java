// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.MappingJson;
import io.rowcast.topology.serde.MappingWas;
import io.rowcast.topology.serde.VolumeBlockFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the mapping topic tells trainers beyond the rows of vertices: what is replaced, and which rows begin anew. */
final class MappingContractTest {
    private static final Duration A_WHILE = Duration.ofSeconds(1);

    @TempDir
    private Path stateDir;

    private TestDeployment deployment;

    @AfterEach
    void close() {
        if (deployment != null) {
            deployment.close();
        }
    }

    private void start(String... settings) {
        deployment = new TestDeployment(stateDir, settings);
    }

    @Test
    void shouldTellWhatEachMappingReplaces() {
        start(ClusteringConfig.GOVERNOR_ENABLED_CONFIG, "false");
        Random random = new Random(7);
        for (int i = 0; i < 120; i++) {
            String user = "u" + random.nextInt(8);
            String item = "i" + random.nextInt(8);
            deployment.send(random.nextInt(3) > 0 ? Interaction.add(user, item) : Interaction.remove(user, item));
            deployment.tick();
        }
        deployment.send(Interaction.forgetUser("u3"));
        deployment.pass(Duration.ofMillis(100));

        Map<String, Mapping> latest = new HashMap<>();
        int replaced = 0;
        for (TestRecord<byte[], byte[]> record :
                deployment.sent(deployment.topics().mappings())) {
            if (MappingJson.kind(record.key()) == MappingJson.Kind.MAPPING) {
                Mapping now = MappingJson.decode(record.key(), record.value());
                Header header = record.headers().lastHeader(MappingWas.HEADER);
                Mapping before = latest.put(TestDeployment.text(record.key()), now);
                assertThat(MappingWas.decode(now, header == null ? null : header.value()))
                        .isEqualTo(before == null ? Mapping.none(now.side(), now.id()) : before);
                replaced += header == null ? 0 : 1;
            }
        }
        assertThat(replaced).isGreaterThan(10);
    }

    /** All records so far of the given keys, as {@code key value header}. */
    private List<String> records(String prefix) {
        return deployment.sent(deployment.topics().mappings()).stream()
                .filter(record -> TestDeployment.text(record.key()).startsWith(prefix))
                .map(record -> {
                    Header header = record.headers().lastHeader(MappingWas.HEADER);
                    return TestDeployment.text(record.key())
                            + " "
                            + TestDeployment.text(record.value())
                            + (header == null ? "" : " " + TestDeployment.text(header.value()));
                })
                .toList();
    }

    @Test
    void shouldGiveTheNextMembersAGenerationWhenARowHadEmptied() {
        start(ClusteringConfig.ROWS_CONFIG, "1");

        deployment.add("u1", "i1");
        deployment.send(Interaction.forgetUser("u1"));
        deployment.add("u2", "i2");
        deployment.pass(A_WHILE);

        assertThat(records("row:user"))
                .containsExactly(
                        "row:user:0 {\"v\":1,\"members\":true}",
                        "row:user:0 {\"v\":1,\"generation\":1,\"members\":false} 0+",
                        "row:user:0 {\"v\":1,\"generation\":1,\"members\":true} 1-");
        assertThat(records("row:item")).hasSize(3);
        assertThat(records("user:"))
                .containsExactly(
                        "user:u1 {\"v\":1,\"row\":0}",
                        "user:u1 null 0.0",
                        "user:u2 {\"v\":1,\"row\":0,\"generation\":1}");
        assertThat(records("item:")).endsWith("item:i2 {\"v\":1,\"row\":0,\"generation\":1}");
        assertThat(deployment.violations()).isEmpty();
    }

    @Test
    void shouldKeepTheGenerationWhenSomebodyStays() {
        start(ClusteringConfig.ROWS_CONFIG, "1");

        deployment.add("u1", "i1");
        deployment.add("u2", "i1");
        deployment.send(Interaction.forgetUser("u1"));
        deployment.add("u3", "i2");
        deployment.pass(A_WHILE);

        assertThat(records("row:")).hasSize(2).noneMatch(record -> record.contains("generation"));
        assertThat(records("user:")).noneMatch(record -> record.contains("generation"));
        assertThat(deployment.violations()).isEmpty();
    }

    @Test
    void shouldKeepARowInUseWhenItIsASecondOneOnly() {
        start(ClusteringConfig.GOVERNOR_ENABLED_CONFIG, "false");
        for (String block : List.of("a", "b")) {
            for (int user = 0; user < 4; user++) {
                for (int item = 0; item < 4; item++) {
                    deployment.add(block + user, block + item);
                }
            }
        }
        deployment.settle();
        for (String item : List.of("a0", "a1", "a2", "b0")) {
            deployment.add("both", item);
        }
        deployment.settle();
        int second = deployment.mappings().get("user:both").secondaryRow();
        assertThat(second).isEqualTo(deployment.row("user:b0"));
        for (int user = 0; user < 4; user++) {
            deployment.send(Interaction.forgetUser("b" + user));
        }

        assertThat(records("row:user:" + second)).containsExactly("row:user:" + second + " {\"v\":1,\"members\":true}");
        deployment.send(Interaction.forgetUser("both"));
        assertThat(records("row:user:" + second))
                .last()
                .isEqualTo("row:user:" + second + " {\"v\":1,\"generation\":1,\"members\":false} 0+");
        deployment.settle();
        assertThat(deployment.violations()).isEmpty();
    }

    @Test
    void shouldPublishMembersAgainWhenTheirRowHasRisenMeanwhile() {
        start(ClusteringConfig.ROWS_CONFIG, "1");
        deployment.add("u1", "i1");
        deployment.add("u2", "i1");
        deployment.settle();

        // As if both had joined before this instance learned that the row had emptied.
        deployment.sendRaw(
                deployment.topics().clusterVolumes(),
                new TestRecord<>(
                        new ClusterVolumeKey(Kind.ROWS, Side.USER, 0, 0).encode(),
                        VolumeBlockFormat.encode(new long[] {(3L << 20) + 1}, 0)));
        deployment.pass(A_WHILE);

        assertThat(records("user:"))
                .containsExactly(
                        "user:u1 {\"v\":1,\"row\":0}",
                        "user:u2 {\"v\":1,\"row\":0}",
                        "user:u2 {\"v\":1,\"row\":0,\"generation\":3} 0.0",
                        "user:u1 {\"v\":1,\"row\":0,\"generation\":3} 0.0");
        assertThat(records("item:")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldCountHowOftenEachRowEmptiedWhateverHappens(long seed) {
        start(ClusteringConfig.ROWS_CONFIG, "8");
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            String user = "u" + random.nextInt(10);
            String item = "i" + random.nextInt(10);
            int dice = random.nextInt(10);
            deployment.send(
                    dice < 5
                            ? Interaction.add(user, item)
                            : dice < 9 ? Interaction.remove(user, item) : Interaction.forgetUser(user));
            if (random.nextInt(4) == 0) {
                deployment.tick();
            }
        }
        deployment.settle();

        Map<String, Mapping> latest = new HashMap<>();
        Map<String, Integer> members = new HashMap<>();
        Map<String, Integer> emptied = new HashMap<>();
        Map<String, RowState> rows = new HashMap<>();
        for (TestRecord<byte[], byte[]> record :
                deployment.sent(deployment.topics().mappings())) {
            String key = TestDeployment.text(record.key());
            if (MappingJson.kind(record.key()) == MappingJson.Kind.ROW) {
                rows.put(key, MappingJson.decodeRow(record.key(), record.value()));
                continue;
            }
            Mapping now = MappingJson.decode(record.key(), record.value());
            Mapping before = latest.put(key, now);
            rowsOf(now).forEach(row -> members.merge(row, 1, Integer::sum));
            if (before != null) {
                for (String row : rowsOf(before)) {
                    if (members.merge(row, -1, Integer::sum) == 0) {
                        emptied.merge(row, 1, Integer::sum);
                    }
                }
            }
        }
        assertThat(emptied).as("seed %d", seed).isNotEmpty();
        // A row that empties and fills within one commit has no gap that anybody could see.
        rows.forEach((key, row) -> assertThat(row.generation())
                .as("seed %d, %s", seed, key)
                .isLessThanOrEqualTo(emptied.getOrDefault(key, 0)));
        rows.forEach((key, row) ->
                assertThat(row.members()).as("seed %d, %s", seed, key).isEqualTo(members.get(key) > 0));
        assertThat(rows.values()).anyMatch(row -> row.generation() > 1);
        assertThat(deployment.violations()).as("seed %d", seed).isEmpty();
    }

    private static List<String> rowsOf(Mapping mapping) {
        String side = "row:" + mapping.side().word() + ":";
        if (mapping.row() == Mapping.NO_ROW) {
            return List.of();
        }
        return mapping.secondaryRow() == Mapping.NO_ROW
                ? List.of(side + mapping.row())
                : List.of(side + mapping.row(), side + mapping.secondaryRow());
    }
}
