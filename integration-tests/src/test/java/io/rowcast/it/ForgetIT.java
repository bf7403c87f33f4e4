// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rowcast.topology.Topics;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.store.HashKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rowcast forget} against a running instance with two partitions. */
final class ForgetIT {
    private static final int USERS = 400;

    private final Deployment deployment = new Deployment(64);
    private final Topics topics = deployment.topics();

    @TempDir
    private Path directory;

    @Test
    void shouldLeaveNothingButTombstonesWhenUsersAndItemsAreForgotten() throws Exception {
        Path events = directory.resolve("events.csv");
        List<String> lines = new ArrayList<>(List.of("user,item"));
        for (int user = 0; user < USERS; user++) {
            for (String item : List.of("shared", "i" + user % 20, "j" + user % 33)) {
                lines.add("u" + user + "," + item);
            }
        }
        lines.add("erased-user,own");
        Files.write(events, lines);
        try (Broker broker = SharedBroker.take()) {
            forgetAll(broker.servers(), events, lines);
            assertThat(refused(broker.servers(), "user", "u1"))
                    .contains("no instance of deployment rowcast runs", "Nothing was sent");
        }
    }

    private void forgetAll(String servers, Path events, List<String> lines) throws Exception {
        String home = directory.resolve("home").toString();
        try (RowcastProcess run = RowcastProcess.start(
                directory, "run", "run", "--home", home, "--bootstrap-servers", servers, "--rows", "64")) {
            run.awaitLine("events/s");
            Command.run("load", "--bootstrap-servers", servers, events.toString());
            TopicContents contents = new TopicContents(servers);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(deployment.events(servers)).isEqualTo(lines.size() - 1L));

            JsonNode user = forget(servers, "user", "u7");
            assertThat(user.get("known").asBoolean()).isTrue();
            assertThat(votes(user)).isEqualTo(3);
            assertDeleted(contents, user, topics.mappings(), topics.changelog(Topics.USER_VERTICES_STORE));
            assertGone(contents, topics.changelog(Topics.USER_VERTICES_STORE), "u7");

            JsonNode last = forget(servers, "user", "erased-user");
            assertThat(votes(last)).isEqualTo(1);
            JsonNode item = forget(servers, "item", "shared");
            assertThat(votes(item)).isEqualTo(USERS - 1);
            assertDeleted(
                    contents,
                    item,
                    topics.mappings(),
                    topics.itemLabels(),
                    topics.changelog(Topics.ITEM_VERTICES_STORE));
            assertGone(contents, topics.changelog(Topics.ITEM_VERTICES_STORE), "shared");

            JsonNode unknown = forget(servers, "user", "nobody");
            assertThat(unknown.get("known").asBoolean()).isFalse();
            assertThat(unknown.get("deletions")).isEmpty();
            JsonNode unknownItem = forget(servers, "item", "nothing");
            assertThat(unknownItem.get("known").asBoolean()).isFalse();
            assertThat(unknownItem.get("votes")).isEmpty();

            String late = refused(servers, "item", "i1", "--timeout", "1ms");
            assertThat(late).contains("item i1 is not yet forgotten", "not seen in time: that an instance consumes");
            assertInvariants(contents, servers, lines);
            assertThat(run.interrupt()).as(run::output).isEqualTo(130);
        }
    }

    private void assertInvariants(TopicContents contents, String servers, List<String> lines) throws IOException {
        Bytes mapping = Bytes.wrap("item:i1".getBytes(StandardCharsets.UTF_8));
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> !contents.latest(topics.mappings()).containsKey(mapping));
        Path left = directory.resolve("left.csv");
        Files.write(
                left,
                lines.stream()
                        .filter(line -> !line.startsWith("u7,") && !line.startsWith("erased-user,"))
                        .filter(line -> !line.endsWith(",shared") && !line.endsWith(",i1"))
                        .toList());
        Audited audited = Audited.run(
                        directory,
                        "audit",
                        "--bootstrap-servers",
                        servers,
                        "--rows",
                        "64",
                        "--against",
                        left.toString())
                .withoutViolations();
        assertThat(audited.figure("users")).isEqualTo(USERS - 1);
        assertThat(audited.figure("items")).isEqualTo(19 + 33);
        assertThat(audited.figure("edges")).isEqualTo(2 * (USERS - 1) - USERS / 20);
    }

    private JsonNode forget(String servers, String side, String id) throws IOException {
        Path receipt = directory.resolve(id + ".json");
        String text = Command.run("forget", side, id, "--bootstrap-servers", servers, "--json", receipt.toString());
        JsonNode json = new JsonMapper().readTree(receipt.toFile());
        assertThat(json.get("complete").asBoolean()).as(text).isTrue();
        assertThat(json.get("came_back")).as(text).isEmpty();
        assertThat(json.get("remains")).as(text).anySatisfy(left -> {
            assertThat(left.get("place").asText()).isEqualTo(topics.interactions());
            assertThat(left.get("settings").get("retention.ms").asText()).isEqualTo("604800000");
        });
        assertThat(text).contains("not erased by this:", topics.interactions());
        return json;
    }

    private String refused(String servers, String... arguments) {
        List<String> command = new ArrayList<>(List.of("forget", "--bootstrap-servers", servers));
        command.addAll(List.of(arguments));
        String name = "refused-" + String.join("-", arguments);
        try (RowcastProcess process = RowcastProcess.start(directory, name, command.toArray(String[]::new))) {
            assertThat(process.exitCode(Duration.ofMinutes(1)))
                    .as(process::output)
                    .isEqualTo(1);
            return process.output();
        }
    }

    private static long votes(JsonNode receipt) {
        long edges = 0;
        for (JsonNode taken : receipt.get("votes")) {
            edges += taken.get("edges").asLong();
        }
        return edges;
    }

    /** Every deletion of the receipt is a tombstone where it says, and each topic has one. */
    private static void assertDeleted(TopicContents contents, JsonNode receipt, String... expected) {
        List<String> deletedFrom = new ArrayList<>();
        for (JsonNode deletion : receipt.get("deletions")) {
            JsonNode place = deletion.get("place");
            String topic = place.get("topic").asText();
            deletedFrom.add(topic);
            assertThat(contents.all(topic)).anySatisfy(record -> {
                assertThat(record.partition()).isEqualTo(place.get("partition").asInt());
                assertThat(record.offset()).isEqualTo(place.get("offset").asLong());
                assertThat(record.value()).isNull();
            });
        }
        assertThat(deletedFrom).containsExactlyInAnyOrder(expected);
    }

    /** Neither a key nor a value that is now valid names the id, as text or as hash. */
    private void assertGone(TopicContents contents, String changelog, String id) {
        String hash = HexFormat.of().formatHex(HashKey.encode(VertexId.of(id).hash()));
        String mapping = HexFormat.of().formatHex((":" + id).getBytes(StandardCharsets.UTF_8));
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            for (String topic : List.of(
                    changelog,
                    topics.changelog(Topics.USER_VERTICES_STORE),
                    topics.changelog(Topics.LABEL_VOTES_STORE),
                    topics.changelog(Topics.USER_VOLUMES_STORE),
                    topics.itemLabels())) {
                for (Map.Entry<Bytes, byte[]> record : contents.latest(topic).entrySet()) {
                    String bytes = HexFormat.of().formatHex(record.getKey().get())
                            + " "
                            + HexFormat.of().formatHex(record.getValue());
                    assertThat(bytes).as(topic).doesNotContain(hash);
                }
            }
            assertThat(contents.latest(topics.mappings()).keySet())
                    .noneMatch(key -> HexFormat.of().formatHex(key.get()).endsWith(mapping));
        });
        List<ConsumerRecord<byte[], byte[]>> mappings = contents.all(topics.mappings());
        assertThat(mappings)
                .as("what is gone had a mapping")
                .anyMatch(record -> HexFormat.of().formatHex(record.key()).endsWith(mapping));
    }
}
