// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rowcast.it.HttpApi.Answer;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two instances with copies of each other's state, asked over HTTP. */
@TestMethodOrder(OrderAnnotation.class)
final class ServingIT {
    private static final int ROWS = 40;
    private static final String[] ODD_IDS = {"a/b c", "käse", "100%", "-5", "..", "x?y#z"};

    @TempDir
    private static Path directory;

    private static Broker broker;
    private static final List<RowcastProcess> instances = new ArrayList<>();
    private static final List<HttpApi> apis = new ArrayList<>();
    private static Answer whileStarting;
    private static Mappings mappings;

    @BeforeAll
    static void start() throws IOException {
        broker = SharedBroker.take();
        for (int i = 0; i < 2; i++) {
            int port = BrokerProcess.freePort();
            apis.add(new HttpApi(port));
            instances.add(RowcastProcess.start(
                    directory,
                    "instance-" + i,
                    Map.of("ROWCAST_HTTP_TOKEN", HttpApi.TOKEN),
                    "run",
                    "--home",
                    directory.resolve("home-" + i).toString(),
                    "--bootstrap-servers",
                    broker.servers(),
                    "--rows",
                    Integer.toString(ROWS),
                    "--set",
                    "http.port=" + port,
                    "--set",
                    "versions.interval.ms=1000",
                    "--set",
                    "kafka.num.standby.replicas=1",
                    "--set",
                    "kafka.probing.rebalance.interval.ms=60000"));
            instances.get(i).awaitLine("  http    ");
            if (i == 0) {
                whileStarting = apis.get(0).get("/v1/users/u1", "Vertex");
            }
            instances.get(i).awaitLine("stop with Ctrl-C");
        }
        load("events", events());
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> apis.stream().allMatch(ServingIT::isSettled));
        mappings = mappings();
        // Tasks are shared out when an instance joins; one that lagged behind then moves a minute later.
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> apis.stream().allMatch(ServingIT::ownsSome));
    }

    @AfterAll
    static void stop() {
        instances.forEach(RowcastProcess::close);
        broker.close();
    }

    /** Twenty groups of users that share items, and ids that have to be encoded. */
    private static List<String> events() {
        List<String> events = new ArrayList<>();
        for (int user = 0; user < 300; user++) {
            for (int item = 0; item < 6; item++) {
                events.add("{\"user\":\"u" + user + "\",\"item\":" + (10 * (user % 20) + (user + item) % 8) + "}");
            }
        }
        for (String id : ODD_IDS) {
            events.add("{\"user\":\"" + id + "\",\"item\":\"" + id + "\"}");
            events.add("{\"user\":\"" + id + "\",\"item\":11}");
        }
        return events;
    }

    private static void load(String name, List<String> events) throws IOException {
        Path file = Files.write(directory.resolve(name + ".jsonl"), events);
        Command.run("load", "--bootstrap-servers", broker.servers(), file.toString());
    }

    private static boolean isSettled(HttpApi api) {
        Answer stats = api.get("/v1/stats", "Stats");
        return stats.status() == 200
                && stats.json().get("settled").asBoolean()
                && stats.json().get("events").asLong() == events().size();
    }

    /** Of one side an instance may have all partitions: tasks are shared out by their number. */
    private static List<Mapping> someOfBothSides() {
        return Stream.of(Side.values())
                .flatMap(side -> mappings.of(side).subList(0, 20).stream())
                .toList();
    }

    /** Whether it is the owner of some of those that are asked for when the other one is killed. */
    private static boolean ownsSome(HttpApi api) {
        return someOfBothSides().stream()
                .map(mapping -> HttpApi.path(mapping.side().word(), mapping.id()))
                .map(path -> api.get(path, "Vertex", "Rowcast-Forwarded", "test"))
                .anyMatch(
                        answer -> answer.status() == 200 && answer.text("store").equals("active"));
    }

    private static Mappings mappings() {
        return Mappings.read(broker.servers(), new Deployment(ROWS).topics().mappings());
    }

    private static void assertRows(JsonNode answer, Mapping mapping) {
        assertThat(answer.get("id").asText()).isEqualTo(mapping.id());
        assertThat(answer.get("row").asInt()).as("%s", mapping).isEqualTo(mapping.row());
        assertThat(answer.get("generation").asInt()).isEqualTo(mapping.generation());
        assertThat(answer.get("secondary").asInt(Mapping.NO_ROW))
                .as("%s", mapping)
                .isEqualTo(mapping.secondaryRow());
    }

    @Test
    @Order(1)
    void shouldAnswerNotReadyWhenItIsStarting() {
        assertThat(whileStarting.status()).isEqualTo(503);
        assertThat(whileStarting.response().headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    @Order(1)
    void shouldAnswerRowsOfTheMappingTopicWhicheverInstanceIsAsked() {
        assertThat(mappings.byKey().size()).isGreaterThan(400);
        // While a partition is handed over its copy answers: all must come from owners, but not before that is over.
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(ServingIT::askEveryInstance);
    }

    private static void askEveryInstance() {
        int asked = 0;
        for (Mapping mapping : mappings.byKey().values()) {
            if (asked++ % 4 != 0 && mapping.id().matches("[u0-9]+")) {
                continue;
            }
            for (HttpApi api : apis) {
                Answer answer = api.get(HttpApi.path(mapping.side().word(), mapping.id()), "Vertex");

                assertThat(answer.status()).as("%s", mapping).isEqualTo(200);
                assertRows(answer.json(), mapping);
                assertThat(answer.text("store")).isEqualTo("active");
                assertThat(answer.json().get("degree").asInt()).isPositive();
                assertThat(Instant.parse(answer.text("since")))
                        .isBetween(
                                Instant.now().minusSeconds(600), Instant.now().plusSeconds(5));
            }
        }
    }

    @Test
    @Order(1)
    void shouldNotPassARequestOnWhenItWasPassedOnBefore() {
        Set<String> stores = new HashSet<>();
        for (int user = 0; user < 20; user++) {
            Set<String> ofUser = new HashSet<>();
            for (HttpApi api : apis) {
                Answer answer = api.get(HttpApi.path("user", "u" + user), "Vertex", "Rowcast-Forwarded", "test");
                assertThat(answer.status()).isEqualTo(200);
                ofUser.add(answer.text("store"));
            }
            assertThat(ofUser).as("one has it, the other a copy").containsExactlyInAnyOrder("active", "standby");
            stores.addAll(ofUser);
        }
        assertThat(stores).hasSize(2);
    }

    @Test
    @Order(1)
    void shouldLookUpAllIdsOfTheMappingTopicInOneBatch() {
        for (HttpApi api : apis) {
            Answer answer = api.post("/v1/lookup", mappings.lookup(), "LookupAnswers");

            assertThat(answer.status()).isEqualTo(200);
            List<JsonNode> answers = new ArrayList<>();
            answer.json().get("users").forEach(answers::add);
            answer.json().get("items").forEach(answers::add);
            List<Mapping> expected = new ArrayList<>(mappings.of(Side.USER));
            expected.addAll(mappings.of(Side.ITEM));
            assertThat(answers).hasSameSizeAs(expected);
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get("found").asBoolean()).isTrue();
                assertRows(answers.get(i), expected.get(i));
            }
        }
    }

    @Test
    @Order(1)
    void shouldGiveTheFallbackAndSayWhyWhenAnIdIsUnknown() {
        JsonNode first = null;
        for (HttpApi api : apis) {
            JsonNode answer = api.post("/v1/lookup", "{\"users\":[\"nobody\",\"u1\"]}", "LookupAnswers")
                    .json()
                    .get("users");

            assertThat(answer.get(0).get("found").asBoolean()).isFalse();
            assertThat(answer.get(0).get("from").asText()).isEqualTo("fallback");
            assertThat(answer.get(0).get("why").asText()).isEqualTo("unknown");
            assertThat(answer.get(0).get("row").asInt(-1)).isBetween(0, ROWS - 1);
            assertThat(answer.get(1).get("found").asBoolean()).isTrue();
            assertThat(first == null || first.equals(answer)).isTrue();
            first = answer;
        }
        for (HttpApi api : apis) {
            assertThat(api.get(HttpApi.path("user", "nobody"), "Vertex").status())
                    .isEqualTo(404);
            assertThat(api.get(HttpApi.path("item", "nothing"), "Vertex").status())
                    .isEqualTo(404);
            assertThat(api.get("/v1/rows/" + ROWS, "Row").status()).isEqualTo(404);
        }
    }

    @Test
    @Order(1)
    void shouldAskForTheTokenOnEveryRouteButTheDocument() throws Exception {
        HttpApi api = apis.get(0);
        for (String path : List.of("/v1/users/u1", "/v1/items/11", "/v1/rows/1", "/v1/stats")) {
            assertThat(api.statusWith(path)).as(path).isEqualTo(401);
            assertThat(api.statusWith(path, "Authorization", "Bearer " + HttpApi.TOKEN + "x"))
                    .isEqualTo(401);
        }
        assertThat(api.statusWith("/openapi.json")).isEqualTo(200);
        assertThat(RowcastProcess.log(directory.resolve("home-0"))).doesNotContain(HttpApi.TOKEN);
    }

    @Test
    @Order(1)
    void shouldTellWhatIsInARowFromAllInstances() {
        Mapping item = mappings.byKey().get("item:11");
        // Which items are in which row is looked up again after some seconds.
        Awaitility.await()
                .until(() -> apis.stream()
                        .allMatch(api -> row(api, item.row()).get("top_items").size()
                                == Math.min(
                                        20,
                                        mappings.of(Side.ITEM).stream()
                                                .filter(mapping -> mapping.row() == item.row())
                                                .count())));
        Answer one = apis.get(0).get("/v1/rows/" + item.row(), "Row");
        Answer other = apis.get(1).get("/v1/rows/" + item.row(), "Row");

        assertThat(one.json()).isEqualTo(other.json());
        assertThat(one.json().get("complete").asBoolean()).isTrue();
        List<String> members = mappings.of(Side.ITEM).stream()
                .filter(mapping -> mapping.row() == item.row())
                .map(Mapping::id)
                .toList();
        assertThat(one.json().get("items").get("members").asInt()).isEqualTo(members.size());
        List<String> top = new ArrayList<>();
        one.json().get("top_items").forEach(entry -> top.add(entry.get("id").asText()));
        assertThat(top).isSubsetOf(members).hasSize(Math.min(20, members.size()));
        assertThat(one.json().get("users").get("volume").asDouble()).isPositive();
    }

    @Test
    @Order(1)
    void shouldTellTheSameLatestVersionWhicheverInstanceHasCutIt() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            List<String> versions = apis.stream()
                    .map(api -> api.get("/v1/overview", "Overview").json().get("now"))
                    .map(now -> now.path("version").asLong() + " of "
                            + now.path("version_created").asLong())
                    .toList();
            assertThat(versions.get(0))
                    .doesNotStartWith("0 ")
                    .doesNotEndWith(" 0")
                    .isEqualTo(versions.get(1));
        });
    }

    /** A row, asked for again while the items of the rows are being found out for the first time. */
    private static JsonNode row(HttpApi api, int row) {
        Answer answer = Awaitility.await()
                .until(
                        () -> api.get("/v1/rows/" + row, "Row"),
                        found -> found.status() != 503
                                || found.response()
                                        .headers()
                                        .firstValue("Retry-After")
                                        .isEmpty());
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.json();
    }

    @Test
    @Order(1)
    void shouldTellTheMembersOfEveryRowAndWhereTheyCameFrom() {
        long in = 0;
        long out = 0;
        for (int row = 0; row < ROWS; row++) {
            JsonNode found = row(apis.get(row % 2), row);
            for (Side side : Side.values()) {
                int rowOfSide = row;
                assertThat(found.get(side.word() + "s").get("members").asLong())
                        .as("%s row %d", side, row)
                        .isEqualTo(mappings.of(side).stream()
                                .filter(mapping -> mapping.row() == rowOfSide)
                                .count());
            }
            for (JsonNode exchange : found.get("exchanges")) {
                assertThat(exchange.get("row").asInt()).isNotEqualTo(row);
                in += exchange.get("users_in").asLong();
                out += exchange.get("users_out").asLong();
            }
        }
        // Lists hold twenty rows, so that what one row tells another may leave out.
        assertThat(in).as("users that moved").isPositive();
        assertThat(out).as("users that moved").isPositive();
    }

    @Test
    @Order(2)
    void shouldAssignTheRowsThatTheFirstEventOfAUserThenGives() throws IOException {
        List<String> events = new ArrayList<>();
        Map<String, Answer> assigned = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            String item = Integer.toString(10 * i + 3);
            assigned.put(
                    "user:fresh" + i, apis.get(i % 2).post("/v1/assign", "{\"items\":[" + item + "]}", "Assignment"));
            events.add("{\"user\":\"fresh" + i + "\",\"item\":" + item + "}");
        }
        load("fresh", events);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> mappings().byKey().keySet().containsAll(assigned.keySet()));

        Map<String, Mapping> now = mappings().byKey();
        assigned.forEach((key, answer) -> {
            assertThat(answer.text("from")).isEqualTo("from_items");
            assertThat(answer.json().get("known_items").asInt()).isEqualTo(1);
            assertThat(answer.json().get("row").asInt())
                    .as(key)
                    .isEqualTo(now.get(key).row());
        });
        Answer nothing = apis.get(0).post("/v1/assign", "{\"items\":[\"never seen\"]}", "Assignment");
        assertThat(nothing.text("from")).isEqualTo("fallback");
    }

    @Test
    @Order(3)
    void shouldAnswerFromTheCopyWhenTheOtherInstanceIsKilled() {
        instances.get(1).kill();

        Set<String> stores = new HashSet<>();
        for (Mapping mapping : someOfBothSides()) {
            Answer answer = apis.get(0).get(HttpApi.path(mapping.side().word(), mapping.id()), "Vertex");
            assertThat(answer.status()).isEqualTo(200);
            stores.add(answer.text("store"));
        }
        assertThat(stores).containsExactlyInAnyOrder("active", "standby");

        Set<String> ofBatch = new HashSet<>();
        JsonNode batch = apis.get(0)
                .post("/v1/lookup", mappings.lookup(), "LookupAnswers")
                .json();
        for (String side : List.of("users", "items")) {
            batch.get(side).forEach(answer -> ofBatch.add(answer.get("store").asText("nobody")));
        }
        assertThat(ofBatch).containsExactlyInAnyOrder("active", "standby");
    }
}
