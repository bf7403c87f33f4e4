// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.format.RegistryServer;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.serde.CodebookVersionJson;
import io.rowcast.topology.serde.MappingJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same inputs, published in every form. */
final class MappingFormatsTest {
    @TempDir
    private Path stateDir;

    private record Published(String hash, Map<String, Mapping> mappings) {}

    @Test
    void shouldBeTheSameTableWithTheSameHashWhateverItsForm() {
        Published json = publish("json");

        assertThat(json.mappings()).hasSizeGreaterThan(20);
        assertThat(publish("avro")).isEqualTo(json);
        assertThat(publish("protobuf")).isEqualTo(json);
    }

    private Published publish(String form) {
        try (TestDeployment deployment = new TestDeployment(
                stateDir.resolve(form),
                "mappings.format",
                form,
                "mappings.schema.id",
                "7",
                "versions.interval.ms",
                "1000")) {
            Random random = new Random(5);
            for (int i = 0; i < 150; i++) {
                String user = "u" + random.nextInt(30);
                String item = "i" + random.nextInt(20);
                deployment.send(random.nextInt(10) < 8 ? Interaction.add(user, item) : Interaction.forgetUser(user));
            }
            deployment.pass(Duration.ofSeconds(3));

            assertThat(deployment.violations()).isEmpty();
            checkHeaders(deployment.sent(deployment.topics().mappings()), form);
            List<CodebookVersion> versions = new ArrayList<>();
            deployment.sent(deployment.topics().versions()).stream()
                    .filter(record -> record.value() != null)
                    .forEach(record -> versions.add(CodebookVersionJson.decode(record.key(), record.value())));
            CodebookVersion last = versions.get(versions.size() - 1);
            assertThat(last.parameters().format()).isEqualTo(form);
            return new Published(last.sum().hash().toString(), deployment.mappings());
        }
    }

    private static void checkHeaders(List<TestRecord<byte[], byte[]>> records, String form) {
        for (TestRecord<byte[], byte[]> record : records) {
            Header header = record.headers().lastHeader("rowcast.format");
            if (record.value() == null || form.equals("json")) {
                assertThat(header).isNull();
            } else {
                assertThat(TestDeployment.text(header.value())).isEqualTo(form + ".1");
                assertThat(record.value()).startsWith(0, 0, 0, 0, 7);
            }
        }
        assertThat(records).anyMatch(record -> MappingJson.kind(record.key()) == MappingJson.Kind.ROW);
    }

    @Test
    void shouldRegisterTheSchemaUnderTheNameOfTheTopic() throws IOException {
        try (RegistryServer registry = new RegistryServer()) {
            ClusteringConfig avro =
                    TestDeployment.config("mappings.format", "avro", "schema.registry.url", registry.url());
            ClusteringConfig protobuf =
                    TestDeployment.config("mappings.format", "protobuf", "schema.registry.url", registry.url());

            assertThat(FormatConfig.needsRegistration(avro)).isTrue();
            assertThat(FormatConfig.register(avro)).isEqualTo(77);
            assertThat(FormatConfig.register(protobuf)).isEqualTo(77);
            assertThat(registry.requests().get(0))
                    .startsWith("POST /subjects/rowcast-codebook-mappings-value/versions AVRO {")
                    .contains("\"CodebookEntry\"");
            assertThat(registry.requests().get(1)).contains(" PROTOBUF syntax = \"proto3\";");
            assertThatIllegalStateException().isThrownBy(() -> new ClusteringTopology(avro));
        }
    }

    @Test
    void shouldNameTheKeysWhenTheSchemaHasNeitherIdNorRegistry() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> TestDeployment.config("mappings.format", "avro"))
                .withMessageContaining("schema.registry.url")
                .withMessageContaining("mappings.schema.id");
        assertThat(FormatConfig.needsRegistration(TestDeployment.config())).isFalse();
        assertThat(FormatConfig.needsRegistration(
                        TestDeployment.config("mappings.format", "avro", "mappings.schema.id", "0")))
                .isFalse();
    }
}
