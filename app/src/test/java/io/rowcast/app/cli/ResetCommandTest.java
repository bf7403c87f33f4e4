// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.app.broker.BrokerFixture;
import io.rowcast.app.runtime.TopicSetup;
import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.Topics;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class ResetCommandTest {
    @RegisterExtension
    private static final BrokerFixture BROKER = new BrokerFixture();

    private static final long START = System.currentTimeMillis() - 60_000;

    private static int deployments;

    @TempDir
    private Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final String id = "shop-" + ++deployments;
    private final Topics topics = new Topics(new ClusteringConfig(Map.of("application.id", id, "partitions", "2")));
    private Path state;

    @BeforeEach
    void makeDeployment() throws Exception {
        try (Admin admin = Admin.create(BROKER.clientProperties())) {
            new TopicSetup(admin, topics, Optional.empty()).prepare();
        }
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(BROKER.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long time : new long[] {START, START + 1000, START + 2000}) {
                Future<RecordMetadata> sent =
                        producer.send(new ProducerRecord<>(topics.interactions(), 1, time, null, new byte[] {1}));
                sent.get();
            }
        }
        state = Files.createDirectories(home.resolve("state").resolve(id).resolve("0_0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes\n", "shop\n"})
    void shouldChangeNothingWhenTheApplicationIdIsNotTyped(String answer) throws Exception {
        assertThat(reset(answer)).isEqualTo(1);

        assertThat(err.toString()).contains("not confirmed, so nothing was changed");
        assertThat(present()).contains(topics.mappings(), topics.itemLabels());
        assertThat(state).exists();
    }

    @Test
    void shouldOnlyPrintThePlanWhenDryRun() throws Exception {
        assertThat(reset("", "--dry-run")).isZero();

        assertThat(out.toString())
                .contains(
                        "delete topic     " + topics.mappings() + " (output: side and id to codebook rows)",
                        "keep topic       " + topics.interactions(),
                        "keep topic       " + topics.deadLetters(),
                        "delete directory " + state.getParent(),
                        "events to read   3, in 2 partitions");
        assertThat(present()).contains(topics.mappings());
        assertThat(state).exists();
        assertThat(committed()).isEmpty();
    }

    @Test
    void shouldLeaveEventsAndDeadLettersAloneWhenTheApplicationIdIsTyped() throws Exception {
        assertThat(reset(id + "\n")).isZero();

        assertThat(out.toString()).contains("type " + id + " to go on: ");
        assertThat(present())
                .filteredOn(name -> name.startsWith(id + "-"))
                .containsExactlyInAnyOrder(topics.interactions(), topics.deadLetters());
        assertThat(state.getParent()).doesNotExist();
        assertThat(committed()).containsEntry(1, 0L).containsEntry(0, 0L);
    }

    @Test
    void shouldBeginWhereToldWhenEventsAreToBePassedOver() throws Exception {
        assertThat(reset(
                        "",
                        "--yes",
                        "--dead-letters",
                        "--to-datetime",
                        Instant.ofEpochMilli(START + 1000).toString()))
                .isZero();
        assertThat(present()).filteredOn(name -> name.startsWith(id + "-")).containsExactly(topics.interactions());
        assertThat(committed()).containsEntry(1, 1L).containsEntry(0, 0L);
        assertThat(out.toString()).contains("events to read   2, in 2 partitions");

        assertThat(reset("", "--yes", "--to-latest")).isZero();
        assertThat(committed()).containsEntry(1, 3L).containsEntry(0, 0L);
    }

    @Test
    void shouldSayWhatIsWrongWhenThereIsNothingToResetOrTwoBeginnings() {
        assertThat(reset("", "--yes", "--application-id", "nobody")).isEqualTo(1);
        assertThat(err.toString()).contains("there is nothing of deployment nobody on this cluster");
        assertThat(reset("", "--to-latest", "--to-datetime", "1970-01-01T00:00:02Z"))
                .isEqualTo(2);
        assertThat(reset("", "--to-datetime", "yesterday")).isEqualTo(2);
    }

    private int reset(String answer, String... more) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
        try {
            CommandLine command = RowcastCommand.commandLine();
            command.setOut(new PrintWriter(out, true));
            command.setErr(new PrintWriter(err, true));
            List<String> arguments = new ArrayList<>(List.of("reset", "--home", home.toString()));
            arguments.addAll(List.of("--bootstrap-servers", BROKER.bootstrapServers(), "--set", "partitions=2"));
            arguments.addAll(List.of(more));
            if (!arguments.contains("--application-id")) {
                arguments.addAll(List.of("--application-id", id));
            }
            return command.execute(arguments.toArray(String[]::new));
        } finally {
            System.setIn(before);
        }
    }

    private Set<String> present() throws Exception {
        try (Admin admin = Admin.create(BROKER.clientProperties())) {
            return admin.listTopics().names().get();
        }
    }

    /** Committed offsets of the interactions topic by partition. */
    private Map<Integer, Long> committed() throws Exception {
        try (Admin admin = Admin.create(BROKER.clientProperties())) {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(id)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return offsets.entrySet().stream()
                    .collect(Collectors.toMap(
                            entry -> entry.getKey().partition(),
                            entry -> entry.getValue().offset()));
        }
    }
}
