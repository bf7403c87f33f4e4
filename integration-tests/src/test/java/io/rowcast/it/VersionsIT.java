// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.Topics;
import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.codebook.ContentHash;
import io.rowcast.topology.codebook.ContentHasher;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.serde.CodebookVersionJson;
import io.rowcast.topology.serde.MappingJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions while instances come and go: whoever reads up to the offsets of one has exactly that table. */
final class VersionsIT {

    private final Topics topics = new Topics(new ClusteringConfig(Map.of("rows", Scene.ROWS)));

    @TempDir
    private Path directory;

    @Test
    void shouldBeTheTableAtTheirOffsetsWhenAnInstanceIsKilled() {
        try (Broker broker = SharedBroker.take()) {
            Scene scene =
                    new Scene(directory, broker.servers(), SurvivalOptions.get()).set("versions.interval.ms", "500");
            TopicContents contents = new TopicContents(broker.servers());
            try (RowcastProcess stays = scene.instance("a");
                    RowcastProcess leaves = scene.instance("b");
                    LiveEvents load = scene.load()) {
                awaitVersions(contents, 3);
                leaves.kill();
                scene.awaitEvents(scene.events() + scene.rate(), stays);
                awaitVersions(contents, versions(contents).size() + 2);
                load.end();
                String asked = Command.run("version", "--json", "--bootstrap-servers", broker.servers());
                assertThat(stays.interrupt()).as(stays::output).isEqualTo(130);
                assertThat(Command.run("version", "--list", "--json", "--bootstrap-servers", broker.servers()))
                        .contains(asked.strip());
            }
            check(contents);
        }
    }

    private List<CodebookVersion> versions(TopicContents contents) {
        return contents.all(topics.versions()).stream()
                .filter(record -> record.value() != null)
                .map(record -> CodebookVersionJson.decode(record.key(), record.value()))
                .toList();
    }

    private void awaitVersions(TopicContents contents, int atLeast) {
        Awaitility.await("versions")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> versions(contents).size() >= atLeast);
    }

    private void check(TopicContents contents) {
        List<CodebookVersion> versions = versions(contents);
        List<ConsumerRecord<byte[], byte[]>> records = contents.all(topics.mappings());
        for (int i = 0; i < versions.size(); i++) {
            CodebookVersion version = versions.get(i);
            Map<Bytes, byte[]> table = new HashMap<>();
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.offset() < version.offsets().get(record.partition())) {
                    table.put(Bytes.wrap(record.key()), record.value());
                }
            }
            table.values().removeIf(value -> value == null);

            assertThat(version.version()).isEqualTo(i + 1);
            assertThat(hash(table))
                    .as("version %d", i + 1)
                    .isEqualTo(version.sum().hash());
            assertThat(begins(table, "user:")).isEqualTo(version.sum().users());
            assertThat(begins(table, "item:")).isEqualTo(version.sum().items());
        }
        assertThat(versions.get(versions.size() - 1).sum().users()).isPositive();
    }

    private static long begins(Map<Bytes, byte[]> table, String prefix) {
        return table.keySet().stream()
                .filter(key -> new String(key.get(), StandardCharsets.UTF_8).startsWith(prefix))
                .count();
    }

    private static ContentHash hash(Map<Bytes, byte[]> table) {
        ContentHasher hasher = new ContentHasher();
        ContentHash hash = ContentHash.ZERO;
        for (Map.Entry<Bytes, byte[]> line : table.entrySet()) {
            byte[] key = line.getKey().get();
            if (MappingJson.kind(key) == MappingJson.Kind.ROW) {
                RowState row = MappingJson.decodeRow(key, line.getValue());
                hash = hash.plus(hasher.of(row));
            } else {
                hash = hash.plus(hasher.of(MappingJson.decode(key, line.getValue())));
            }
        }
        return hash;
    }
}
