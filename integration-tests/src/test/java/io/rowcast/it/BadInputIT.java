// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.Topics;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.serde.ItemLabelFormat;
import io.rowcast.topology.serde.ItemLabelFormat.ItemLabel;
import io.rowcast.topology.store.HashKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What should not be in the topics, and how an operator gets on with it: against a broker of its own. */
final class BadInputIT {
    private static final byte[] NONSENSE = bytes("nonsense");

    private final Deployment deployment = new Deployment(64);
    private final Topics topics = deployment.topics();

    @TempDir
    private Path directory;

    private Broker broker;
    private String servers;
    private int processes;

    @BeforeEach
    void startBroker() {
        broker = SharedBroker.take();
        servers = broker.servers();
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void shouldStopAtEveryForeignRecordUntilToldToPassOverIt() throws Exception {
        String votes = topics.repartition(Topics.ITEM_VOTES);
        byte[] nobody = HashKey.encode(VertexId.of("nobody").hash());
        String first;
        try (RowcastProcess run = run()) {
            run.awaitLine("stop with Ctrl-C");
            send(topics.interactions(), null, event("u1", "i1"));
            // By then all topics are there that an audit reads.
            run.awaitLine("users 1 items 1");
            assertEdges(1);

            first = send(votes, new byte[] {0, 0, 0, 0}, NONSENSE);

            assertStopped(run, first, "votes: version 110 is not 1");
        }
        try (RowcastProcess again = run()) {
            assertStopped(again, first, "votes: version 110 is not 1");
        }
        String second;
        try (RowcastProcess run = run("--set", "foreign.records.skip=" + first)) {
            run.awaitLine("stop with Ctrl-C");
            send(topics.interactions(), null, event("u2", "i1"));
            assertEdges(2);

            second = send(topics.itemLabels(), nobody, NONSENSE);

            assertStopped(run, second, "item label: version 110 is not 1");
        }
        try (RowcastProcess again = run("--set", "foreign.records.skip=" + first)) {
            assertStopped(again, second, "item label: version 110 is not 1");
        }
        // The changelog is read where there is no state.
        deleteState();
        String third = send(topics.changelog(Topics.USER_VERTICES_STORE), nobody, NONSENSE);
        try (RowcastProcess run = run("--set", "foreign.records.skip=" + first + "," + second)) {
            assertStopped(run, third, "user vertex: version 110 is not 1 to 3");
        }
        try (RowcastProcess run = run("--set", "foreign.records.skip=" + first + "," + second + "," + third)) {
            run.awaitLine("stop with Ctrl-C");
            send(topics.interactions(), null, event("u3", "i1"));
            // For the audit, which passes over nothing; an instance takes them for what they are.
            send(topics.itemLabels(), nobody, null);
            send(topics.changelog(Topics.USER_VERTICES_STORE), nobody, null);
            assertEdges(3);
            assertThat(run.interrupt()).as(run::output).isEqualTo(130);
        }
    }

    @Test
    void shouldStopWhenTooManyEventsAreBadAndLoseNoneOfThem() throws Exception {
        try (RowcastProcess run = run("--set", "errors.max.share=0.2", "--set", "errors.window.events=100")) {
            run.awaitLine("stop with Ctrl-C");
            for (int i = 0; i < 30; i++) {
                send(
                        topics.interactions(),
                        "same".getBytes(StandardCharsets.UTF_8),
                        bytes("{\"user\":\"u" + i + "\"}"));
            }
            assertThat(run.exitCode(Duration.ofMinutes(1))).as(run::output).isEqualTo(1);
            assertThat(errors(run))
                    .singleElement()
                    .asString()
                    .contains("10 of the last 10 events (100%) could not be applied, most often (10) because of"
                            + " 'item: is missing', more than errors.max.share=0.2 allows")
                    .contains("topic " + topics.interactions() + ", partition ");
            assertThat(members()).as("has left its group").isZero();
        }
        assertThat(new TopicContents(servers).all(topics.deadLetters())).hasSizeLessThan(10);
        try (RowcastProcess run = run("--set", "errors.max.share=1")) {
            run.awaitLine("stop with Ctrl-C");
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(new TopicContents(servers).all(topics.deadLetters()))
                            .hasSize(30)
                            .extracting(letter -> new String(letter.value(), StandardCharsets.UTF_8))
                            .doesNotHaveDuplicates());
            assertThat(run.interrupt()).as(run::output).isEqualTo(130);
        }
    }

    @Test
    void shouldListDeadLettersAndApplyThemOnceTheirReasonIsGone() throws Exception {
        VertexId item = VertexId.of("shared");
        try (RowcastProcess run = run()) {
            run.awaitLine("stop with Ctrl-C");
            // As if another item had the same hash.
            send(
                    topics.itemLabels(),
                    HashKey.encode(item.hash()),
                    ItemLabelFormat.encode(new ItemLabel(0, item.check() + 1)));
            assertThat(run.interrupt()).as(run::output).isEqualTo(130);
        }
        try (RowcastProcess run = run()) {
            run.awaitLine("stop with Ctrl-C");
            for (int i = 0; i < 5; i++) {
                send(topics.interactions(), null, event("u" + i, "shared"));
            }
            send(topics.interactions(), null, bytes("{\"user\":\"u1\",\n\"item\":17.5}"));
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() ->
                            new TopicContents(servers).all(topics.deadLetters()).size() == 6);
            // That other item is forgotten.
            send(topics.itemLabels(), HashKey.encode(item.hash()), null);
            assertThat(run.interrupt()).as(run::output).isEqualTo(130);
        }
        assertThat(dlq("list", "--summary").lines())
                .anyMatch(line -> line.matches("\\s+5  item: its hash is that of another item"))
                .anyMatch(line -> line.matches("\\s+1  item: must be a string or an integer"))
                .anyMatch(line -> line.matches("\\s+6  in all"));
        assertThat(dlq("list", "--reason", "must be").lines())
                .singleElement()
                .asString()
                .contains("item: must be a string or an integer  key=-  value={\"user\":\"u1\",\\n\"item\":17.5}");
        assertThat(dlq("list", "--json", "--limit", "2").lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"partition\":"));

        assertThat(dlq("replay", "--dry-run")).contains("would replay 6 letters");
        assertThat(dlq("replay", "--reason", "hash is")).contains("replayed 5 letters; 1 did not match");
        try (RowcastProcess run = run()) {
            run.awaitLine("stop with Ctrl-C");
            assertEdges(5);
            assertThat(dlq("replay", "--reason", "hash is")).contains("replayed 0 letters");
            assertThat(dlq("replay", "--reason", "must be")).contains("replayed 1 letters");
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(dlq("list", "--reason", "must be"))
                            .contains("  replays=1  key=-  value={\"user\":\"u1\""));
            assertThat(dlq("replay", "--reason", "must be", "--max-replays", "1"))
                    .contains("replayed 0 letters; 0 did not match, 1 were replayed 1 times already");
            assertThat(run.interrupt()).as(run::output).isEqualTo(130);
        }
    }

    private void assertStopped(RowcastProcess run, String place, String problem) {
        assertThat(run.exitCode(Duration.ofMinutes(2))).as(run::output).isEqualTo(1);
        String[] parts = place.split(":", -1);
        assertThat(errors(run))
                .singleElement()
                .asString()
                .contains("topic " + parts[0] + ", partition " + parts[1] + ", offset " + parts[2] + ": " + problem)
                .endsWith("foreign.records.skip=" + place);
    }

    private static List<String> errors(RowcastProcess run) {
        return run.output().lines().filter(line -> line.startsWith("rowcast: ")).toList();
    }

    private RowcastProcess run(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("run", "--home", home("run"), "--bootstrap-servers", servers, "--rows", "64"));
        arguments.addAll(List.of(more));
        return RowcastProcess.start(directory, "run-" + processes++, arguments.toArray(String[]::new));
    }

    private String dlq(String command, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("dlq", command, "--home", home("dlq"), "--bootstrap-servers", servers));
        arguments.addAll(List.of(more));
        return Command.run(arguments.toArray(String[]::new));
    }

    /** The audit waits until nothing is under way. */
    private void assertEdges(long edges) {
        Audited audited = Audited.run(
                        directory,
                        "audit-" + processes++,
                        "--home",
                        home("audit"),
                        "--bootstrap-servers",
                        servers,
                        "--rows",
                        "64")
                .withoutViolations();
        assertThat(audited.figure("edges")).isEqualTo((double) edges);
    }

    private int members() throws Exception {
        String group = deployment.group();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            return admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get()
                    .members()
                    .size();
        }
    }

    /** Sends a record and tells its place. */
    private String send(String topic, byte[] key, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new ByteArraySerializer(), new ByteArraySerializer())) {
            Integer partition = topic.endsWith("-repartition") ? 0 : null;
            RecordMetadata sent = producer.send(new ProducerRecord<>(topic, partition, key, value))
                    .get();
            return topic + ":" + sent.partition() + ":" + sent.offset();
        }
    }

    private void deleteState() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(home("run"), "state"))) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private String home(String name) {
        return directory.resolve("home-" + name).toString();
    }

    private static byte[] event(String user, String item) {
        return bytes("{\"user\":\"" + user + "\",\"item\":\"" + item + "\"}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
