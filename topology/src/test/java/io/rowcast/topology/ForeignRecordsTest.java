// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.processor.InteractionRouter;
import io.rowcast.topology.serde.CorruptRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records on internal topics that no instance wrote: each stops the topology, naming the record, unless it is told to go on. */
final class ForeignRecordsTest {
    private static final String APPLICATION = "rowcast";
    private static final String VOTES = APPLICATION + "-item-votes-repartition";
    private static final String USES = APPLICATION + "-user-row-uses-repartition";
    private static final String EVENTS = APPLICATION + "-user-events-repartition";
    private static final String LABELS = APPLICATION + "-item-labels";
    private static final String VOLUMES = APPLICATION + "-cluster-volumes";
    private static final String MAPPINGS = APPLICATION + "-codebook-mappings";
    private static final String REQUESTS = APPLICATION + "-version-requests";
    private static final String PARTS = APPLICATION + "-version-parts-repartition";
    private static final byte[] ITEM =
            ByteBuffer.allocate(8).putLong(VertexId.of("i1").hash()).array();

    @TempDir
    private Path stateDir;

    static Stream<Arguments> foreignRecords() {
        String partition = "00000000";
        String item = HexFormat.of().formatHex(ITEM);
        return Stream.of(
                Arguments.of(VOTES, partition, "7b7d", "votes: version 123 is not 1"),
                Arguments.of(VOTES, partition, null, "votes: there is no value"),
                Arguments.of(VOTES, partition, "", "votes: cut short at byte 0"),
                Arguments.of(VOTES, null, "01", "votes: the key is not that of partition 0"),
                Arguments.of(VOTES, "00000001", "01", "votes: the key is not that of partition 0"),
                Arguments.of(VOTES, partition, "0100", "votes: cut short at byte 2"),
                // From label none to label 16, of 16 rows.
                Arguments.of(VOTES, partition, "01000011" + "01" + item, "votes: from label -1 to 16"),
                Arguments.of(VOTES, partition, "01000000" + "01" + item, "votes: from label -1 to -1"),
                Arguments.of(
                        VOTES, partition, "01010001" + "026932" + "01" + item, "votes: item 'i2' has another hash"),
                Arguments.of(
                        VOTES, partition, "01020001" + "01" + item + "ffffffffffffffffff01", "votes: a number is too"),
                Arguments.of(USES, partition, "7b7d", "row uses: version 123 is not 1"),
                Arguments.of(USES, partition, null, "row uses: there is no value"),
                Arguments.of(USES, "00000001", "01000000", "row uses: the key is not that of partition 0"),
                Arguments.of(USES, partition, "01020000", "row uses: side 2"),
                // Row 16, of 16 rows.
                Arguments.of(USES, partition, "01000001" + "11", "row uses: row 16 is not of partition 0"),
                Arguments.of(EVENTS, null, hex("{}"), "event sent on: its key is not that of partition 0"),
                Arguments.of(EVENTS, partition, hex("{}"), "event sent on: its headers do not tell its origin"),
                Arguments.of(MAPPINGS, hex("user:u1"), "{}", "mapping: mapping version 0 is not 1"),
                Arguments.of(MAPPINGS, hex("user:u1"), hex("{\"v\":1,\"row\":16}"), "mapping: row 16 is beyond K"),
                Arguments.of(MAPPINGS, hex("user:u1"), null, "mapping: user:u1 is gone, but had no row"),
                Arguments.of(MAPPINGS, hex("row:user:1"), null, "mapping: a row without a value"),
                Arguments.of(REQUESTS, null, "01", "version request: the key is not that of partition 0"),
                Arguments.of(REQUESTS, partition, "01", "version request: cut short at byte 1"),
                Arguments.of(PARTS, partition, null, "version part: there is no value"),
                Arguments.of(PARTS, partition, "0101", "version part: cut short at byte 2"),
                Arguments.of(LABELS, "01", "01", "vertex key: not 8 bytes"),
                Arguments.of(LABELS, null, "01", "vertex key: not 8 bytes"),
                Arguments.of(LABELS, "0000000000000000", "01", "vertex key: no vertex has the hash 0"),
                Arguments.of(LABELS, item, "02", "item label: version 2 is not 1"),
                Arguments.of(LABELS, item, "01000000000000000010", "item label: 16 is beyond K"),
                Arguments.of(VOLUMES, "00", "01", "cluster volumes key: not 10 bytes"),
                Arguments.of(VOLUMES, null, "01", "cluster volumes key: not 10 bytes"),
                Arguments.of(VOLUMES, "00000000000000000000", null, "volumes: there is no value"),
                Arguments.of(
                        VOLUMES, "00000000000000000000", "0101ffffffffffffffffff01", "volumes: a number is too long"),
                Arguments.of(VOLUMES, "00000000000100000000", "0100", "cluster volumes: there is no partition 1"),
                Arguments.of(VOLUMES, "01000000000000000000", "{}", "task report: "),
                Arguments.of(VOLUMES, "05000000000000000000", "0100", "cluster volumes: a record of a kind"),
                Arguments.of(VOLUMES, "07000000000000000001", "010101", "cluster volumes: row number 64 is beyond K"),
                Arguments.of(
                        VOLUMES,
                        "02000000000000000000",
                        "02" + "7ff8000000000000" + "0000000000000000" + "00",
                        "premiums: "));
    }

    @ParameterizedTest
    @MethodSource("foreignRecords")
    void shouldStopAtAForeignRecordAndNameIt(String topic, String key, String value, String problem) {
        try (TestDeployment deployment = new TestDeployment(stateDir)) {
            assertThatThrownBy(() -> deployment.sendRaw(topic, record(key, value)))
                    .satisfies(failure -> assertThat(causeOf(failure))
                            .hasMessageStartingWith("topic " + topic + ", partition 0, offset 0: " + problem)
                            .hasMessageEndingWith("; to pass over this record: foreign.records.skip=" + topic + ":0:0")
                            .isSameAs(deployment.refusedRecord().orElseThrow()));
        }
    }

    @ParameterizedTest
    @MethodSource("foreignRecords")
    void shouldPassOverAForeignRecordWhenToldTo(String topic, String key, String value, String problem) {
        try (TestDeployment deployment =
                new TestDeployment(stateDir, ErrorsConfig.FOREIGN_RECORDS_SKIP_CONFIG, topic + ":0:0,other:1:2")) {
            deployment.sendRaw(topic, record(key, value));
            deployment.add("u1", "i1");
            deployment.add("u2", "i1");
            deployment.pass(Duration.ofSeconds(1));
            assertThat(deployment.violations()).isEmpty();
            assertThat(deployment.audit().figures().edges()).isEqualTo(2);
            assertThat(deployment.refusedRecord()).isEmpty();

            assertThatThrownBy(() -> deployment.sendRaw(topic, record(key, value)))
                    .satisfies(failure -> assertThat(causeOf(failure)).hasMessageContaining(problem));
        }
    }

    @Test
    void shouldStopWhenAnEventSentOnIsOfAnotherPartition() {
        Headers origin = new RecordHeaders()
                .add("rowcast.topic", bytes("t"))
                .add("rowcast.partition", bytes("0"))
                .add("rowcast.offset", bytes("7"));
        String user = Stream.iterate(0, i -> i + 1)
                .map(i -> "u" + i)
                .filter(id -> InteractionRouter.userPartition(id, 2) == 1)
                .findFirst()
                .orElseThrow();
        try (TestDeployment deployment = new TestDeployment(stateDir, ClusteringConfig.PARTITIONS_CONFIG, "2")) {
            byte[] event = bytes("{\"user\":\"" + user + "\",\"item\":\"i1\"}");
            assertStops(
                    () -> deployment.sendRaw(EVENTS, new TestRecord<>(new byte[4], event, origin)),
                    "event sent on: its user is not of partition 0");
        }
    }

    @Test
    void shouldStopWhenVotesAreTakenBackThatWereNeverCast() {
        try (TestDeployment deployment = new TestDeployment(stateDir)) {
            deployment.add("u1", "i1");
            int other = (deployment.row("item:i1") + 1) % 16;
            String votes = "0100%02x%02x01%s"
                    .formatted(other + 1, other + 2, HexFormat.of().formatHex(ITEM));

            assertStops(
                    () -> deployment.sendRaw(VOTES, record("00000000", votes)),
                    "votes: votes for label " + other + " would be -1");
        }
    }

    @Test
    void shouldStopWhenARowIsLeftThatNoTaskUses() {
        try (TestDeployment deployment = new TestDeployment(stateDir)) {
            assertStops(
                    () -> deployment.sendRaw(USES, record("00000000", "01000001" + "04")),
                    "row uses: a task leaves a row that none uses");
        }
    }

    private static void assertStops(ThrowingCallable input, String problem) {
        assertThatThrownBy(input)
                .satisfies(failure -> assertThat(causeOf(failure))
                        .hasMessageMatching("topic \\S+, partition 0, offset \\d+: .*")
                        .hasMessageContaining(problem));
    }

    private static Throwable causeOf(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof CorruptRecordException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static TestRecord<byte[], byte[]> record(String key, String value) {
        return new TestRecord<>(unhex(key), unhex(value));
    }

    private static byte[] unhex(String hex) {
        return hex == null
                ? null
                : hex.equals("{}") ? bytes(hex) : HexFormat.of().parseHex(hex);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
