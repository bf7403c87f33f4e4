// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.Topics;
import io.rowcast.topology.serde.MappingJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single events, good and bad, through the packaged application with several partitions. */
final class EventsIT {
    /** What a broker takes with its default settings, less the overhead of a record. */
    private static final int LARGEST_VALUE = (1 << 20) - 100;

    private final Deployment deployment = new Deployment(64);
    private final Topics topics = deployment.topics();

    @TempDir
    private Path directory;

    @Test
    void shouldApplyOrExplainEveryEventWhenSomeAreBadAndSomeHaveNoKey() throws Exception {
        try (Broker broker = SharedBroker.take()) {
            applyOrExplain(broker.servers());
        }
    }

    private void applyOrExplain(String servers) throws Exception {
        try (RowcastProcess run = RowcastProcess.start(directory, "run", instance(servers))) {
            run.awaitLine("events/s");
            TopicContents contents = new TopicContents(servers);

            for (int i = 0; i < 40; i++) {
                send(servers, i % 2 == 0 ? "u" + i : null, event("u" + i, "i" + i % 10));
                send(servers, null, event("u" + i, "shared"));
            }
            send(servers, "u1", event("u1", "shared"));
            send(servers, "x", "{\"user\":\"x\"}");
            send(servers, null, "not json");
            send(servers, null, "x".repeat(LARGEST_VALUE));
            send(
                    servers,
                    null,
                    event("u3", "shared").replace("}", ",\"more\":\"" + "x".repeat(LARGEST_VALUE - 60) + "\"}"));
            send(servers, "u0", "{\"op\":\"remove\",\"user\":\"u0\",\"item\":\"i0\"}");
            await(contents, "user:u39", true);
            checkEdges(servers, 79);
            send(servers, "u2", "{\"op\":\"forget\",\"user\":\"u2\"}");
            send(servers, null, "{\"op\":\"forget\",\"item\":\"shared\"}");
            await(contents, "user:u2", false);
            await(contents, "item:shared", false);
            checkEdges(servers, 38);

            List<ConsumerRecord<byte[], byte[]>> letters = contents.all(topics.deadLetters());
            assertThat(letters).hasSize(3);
            assertThat(letters).anyMatch(letter -> letter.value().length == LARGEST_VALUE);
            assertThat(letters)
                    .extracting(letter -> header(letter, "rowcast.reason"))
                    .anyMatch(reason -> reason.startsWith("item: is missing"))
                    .anyMatch(reason -> reason.startsWith("value: is not valid JSON"));
            assertThat(letters).allSatisfy(letter -> {
                assertThat(header(letter, "rowcast.topic")).isEqualTo(topics.interactions());
                assertThat(Integer.parseInt(header(letter, "rowcast.partition")))
                        .isBetween(0, 3);
                assertThat(Long.parseLong(header(letter, "rowcast.offset"))).isNotNegative();
            });
            assertThat(run.interrupt()).as(run::output).isEqualTo(130);
        }
        RowcastProcess.run(directory, "rest", instance(servers, "--until-settled"));
        Audited audited = checkEdges(servers, 38);
        assertThat(audited.figure("users")).isEqualTo(38);
        assertThat(audited.figure("items")).isEqualTo(10);
    }

    @Test
    void shouldRefuseToStartWhenRowsDifferFromTheExistingState() {
        String home = directory.resolve("home").toString();
        try (RowcastProcess run = RowcastProcess.start(directory, "run", "run", "--home", home, "--rows", "64")) {
            run.awaitLine("events/s");
            assertThat(run.interrupt()).as(run::output).isEqualTo(130);
        }
        try (RowcastProcess other = RowcastProcess.start(directory, "other", "run", "--home", home, "--rows", "65")) {
            assertThat(other.exitCode(Duration.ofMinutes(1))).isEqualTo(2);
            assertThat(other.output().lines().filter(line -> line.contains("rows=64")))
                    .as(other.output())
                    .hasSize(1);
        }
    }

    private String[] instance(String servers, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("run", "--home", directory.resolve("home").toString()));
        arguments.addAll(List.of("--bootstrap-servers", servers, "--rows", "64"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    /** Audits the deployment, running or not, once it is quiet. */
    private Audited checkEdges(String servers, long edges) {
        Audited audited = Audited.run(directory, "audit-" + edges, "--bootstrap-servers", servers, "--rows", "64")
                .withoutViolations();
        assertThat(audited.figure("edges")).isEqualTo((double) edges);
        return audited;
    }

    private void await(TopicContents contents, String key, boolean present) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            Map<Bytes, byte[]> mappings = contents.latest(topics.mappings());
            byte[] value = mappings.get(Bytes.wrap(key.getBytes(StandardCharsets.UTF_8)));
            return present
                    ? value != null
                            && MappingJson.decode(key.getBytes(StandardCharsets.UTF_8), value)
                                            .row()
                                    >= 0
                    : value == null;
        });
    }

    private void send(String servers, String key, String value) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topics.interactions(), key, value))
                    .get();
        }
    }

    private static String event(String user, String item) {
        return "{\"user\":\"" + user + "\",\"item\":\"" + item + "\"}";
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
