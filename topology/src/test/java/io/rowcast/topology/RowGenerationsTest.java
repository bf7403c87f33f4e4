package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.serde.MappingJson;
import io.rowcast.topology.serde.MappingWas;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the mapping topic tells of rows that empty and are opened again. */
final class RowGenerationsTest {
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
}
