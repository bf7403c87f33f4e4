// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.processor.PartitionKey;
import io.rowcast.topology.serde.CodebookVersionJson;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.MappingJson;
import io.rowcast.topology.serde.MappingWas;
import io.rowcast.topology.serde.VersionRequestFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions are what a reader of the mapping topic holds at their offsets. */
final class VersionsTest {
    private static final String EVERY_SECOND = "1000";
    private static final Duration A_VERSION = Duration.ofSeconds(2);

    @TempDir
    private Path stateDir;

    private TestDeployment start(String interval, String... more) {
        String[] settings = new String[more.length + 2];
        settings[0] = VersionConfig.VERSIONS_INTERVAL_MS_CONFIG;
        settings[1] = interval;
        System.arraycopy(more, 0, settings, 2, more.length);
        return new TestDeployment(stateDir, settings);
    }

    private static List<CodebookVersion> versions(TestDeployment deployment) {
        return deployment.sent(deployment.topics().versions()).stream()
                .filter(record -> record.value() != null)
                .map(record -> CodebookVersionJson.decode(record.key(), record.value()))
                .toList();
    }

    private static void ask(TestDeployment deployment, long id) {
        deployment.sendRaw(
                deployment.topics().versionRequests(),
                new TestRecord<>(PartitionKey.encode(0), VersionRequestFormat.encode(id)));
    }

    /** Checks every version against the records below its offset; returns how many there are. */
    private static int check(TestDeployment deployment) {
        List<TestRecord<byte[], byte[]>> records =
                deployment.sent(deployment.topics().mappings());
        List<CodebookVersion> versions = versions(deployment);
        NaiveTable table = new NaiveTable();
        int applied = 0;
        for (int i = 0; i < versions.size(); i++) {
            CodebookVersion version = versions.get(i);
            assertThat(version.version()).isEqualTo(i + 1);
            assertThat(version.offsets()).hasSize(1);
            while (applied < version.offsets().get(0)) {
                table.apply(records.get(applied).key(), records.get(applied).value());
                applied++;
            }
            String which = "version " + version.version();
            assertThat(version.sum()).as(which).isEqualTo(table.sum());
            assertThat(version.changed()).as(which).isEqualTo(table.changed());
            assertThat(version.reset()).as(which).isEqualTo(table.reset());
            assertThat(version.freed()).as(which).isEqualTo(table.freed());
            table.mark();
        }
        return versions.size();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldBeTheTableAtItsOffsetsWhenAnythingHappens(long seed) {
        Random random = new Random(seed);
        try (TestDeployment deployment = start(EVERY_SECOND)) {
            for (int i = 0; i < 800; i++) {
                String user = "u" + random.nextInt(40);
                String item = "i" + random.nextInt(30);
                int dice = random.nextInt(100);
                if (dice < 70) {
                    deployment.add(user, item);
                } else if (dice < 92) {
                    deployment.send(Interaction.remove(user, item));
                } else if (dice < 97) {
                    deployment.send(Interaction.forgetUser(user));
                } else {
                    deployment.send(Interaction.forgetItem(item));
                }
                if (random.nextInt(20) == 0) {
                    deployment.pass(Duration.ofMillis(random.nextInt(3000)));
                }
                if (random.nextInt(60) == 0) {
                    ask(deployment, i);
                }
            }
            deployment.settle();
            deployment.pass(A_VERSION);

            assertThat(check(deployment)).as("seed %d", seed).isGreaterThan(20);
            List<CodebookVersion> versions = versions(deployment);
            int end = deployment.sent(deployment.topics().mappings()).size();
            assertThat(versions.get(versions.size() - 1).offsets()).containsExactly((long) end);
        }
    }

    @Test
    void shouldTellOfTheDeployment() {
        try (TestDeployment deployment = start(EVERY_SECOND, ClusteringConfig.HYSTERESIS_CONFIG, "0.25")) {
            deployment.add("u1", "i1");
            deployment.pass(A_VERSION);

            CodebookVersion version = versions(deployment).get(0);
            assertThat(version.topic()).isEqualTo("rowcast-codebook-mappings");
            assertThat(version.rows()).isEqualTo(16);
            assertThat(version.parameters())
                    .isEqualTo(new CodebookVersion.Parameters(1.0 / 16, 0.25, "sqrt", "sqrt", "set"));
            assertThat(version.sum().users()).isEqualTo(1);
            assertThat(version.created())
                    .isBetween(
                            TestDeployment.START.toEpochMilli(),
                            TestDeployment.START.plus(A_VERSION).toEpochMilli());
        }
    }

    @Test
    void shouldCutNothingWhenNothingChanged() {
        try (TestDeployment deployment = start(EVERY_SECOND)) {
            deployment.pass(A_VERSION);
            assertThat(versions(deployment)).isEmpty();
            deployment.add("u1", "i1");
            deployment.pass(Duration.ofMinutes(1));
            int before = versions(deployment).size();

            deployment.pass(Duration.ofMinutes(1));

            assertThat(before).isPositive();
            assertThat(versions(deployment)).hasSize(before);
        }
    }

    @Test
    void shouldCutWhenAskedEvenIfNothingChanged() {
        try (TestDeployment deployment = start("0")) {
            deployment.add("u1", "i1");
            deployment.pass(Duration.ofMinutes(2));
            assertThat(versions(deployment)).isEmpty();

            ask(deployment, 7);
            ask(deployment, -1);

            assertThat(check(deployment)).isEqualTo(2);
            assertThat(deployment.sent(deployment.topics().versions()))
                    .extracting(record -> TestDeployment.text(record.headers()
                            .lastHeader(VersionRequestFormat.HEADER)
                            .value()))
                    .containsExactly("0000000000000007", "ffffffffffffffff");
            assertThat(versions(deployment).get(1).changed().user().isEmpty()).isTrue();
        }
    }

    @Test
    void shouldDeleteAllButTheLastVersions() {
        try (TestDeployment deployment = start("0", VersionConfig.VERSIONS_KEEP_CONFIG, "3")) {
            for (int i = 0; i < 5; i++) {
                ask(deployment, i);
            }

            assertThat(deployment.latest(deployment.topics().versions()).keySet())
                    .extracting(key -> TestDeployment.text(key.get()))
                    .containsExactly("3", "4", "5");
            assertThat(deployment.sent(deployment.topics().versions()).stream()
                            .filter(record -> record.value() == null)
                            .map(record -> TestDeployment.text(record.key())))
                    .containsExactly("1", "2");
        }
    }

    @Test
    void shouldApplyHeadersOfRowsAndPassOverUnknownKeys() {
        try (TestDeployment deployment = start("0")) {
            String topic = deployment.topics().mappings();
            RowState open = new RowState(Side.USER, 5, 0, true);
            RowState empty = new RowState(Side.USER, 5, 1, false);
            deployment.sendRaw(topic, row(open, null));
            deployment.sendRaw(topic, row(empty, open));
            deployment.sendRaw(topic, new TestRecord<>("later:x".getBytes(StandardCharsets.UTF_8), new byte[1]));

            ask(deployment, 1);

            CodebookVersion version = versions(deployment).get(0);
            assertThat(version.offsets()).containsExactly(3L);
            assertThat(version.sum().userRows()).isZero();
            assertThat(version.reset().user()).hasToString("{5}");
            assertThat(version.freed().user().isEmpty()).isTrue();
        }
    }

    private static TestRecord<byte[], byte[]> row(RowState now, RowState was) {
        RecordHeaders headers = new RecordHeaders();
        if (was != null) {
            headers.add(MappingWas.HEADER, MappingWas.encode(was));
        }
        return new TestRecord<>(MappingJson.rowKey(now.side(), now.row()), MappingJson.value(now), headers);
    }

    @Test
    void shouldStopWhenARecordReplacesWhatWasNeverThere() {
        try (TestDeployment deployment = start("0")) {
            Mapping was = new Mapping(Side.USER, "u", 3, 0, Mapping.NO_ROW, 0);
            RecordHeaders headers = new RecordHeaders();
            headers.add(MappingWas.HEADER, MappingWas.encode(was));

            assertThatThrownBy(() -> deployment.sendRaw(
                            deployment.topics().mappings(),
                            new TestRecord<>(MappingJson.key(Side.USER, "u"), null, headers)))
                    .hasRootCauseInstanceOf(CorruptRecordException.class)
                    .rootCause()
                    .hasMessageContaining("-1 users");
        }
    }
}
