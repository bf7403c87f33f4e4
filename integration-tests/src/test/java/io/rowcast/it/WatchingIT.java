// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rowcast.it.HttpApi.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of an instance: health, metrics, the page in Chromium, and the commands that ask it. */
@TestMethodOrder(OrderAnnotation.class)
final class WatchingIT {
    private static final int USERS = 600;
    private static final int BAD = 3;
    private static final Path PICTURES =
            Path.of(System.getProperty("rowcast.it.work")).resolveSibling("page");

    @TempDir
    private static Path directory;

    private static RowcastProcess instance;
    private static HttpApi api;
    private static Path token;
    private static JsonNode stats;
    private static int commands;

    @BeforeAll
    static void start() throws IOException {
        int port = BrokerProcess.freePort();
        api = new HttpApi(port);
        token = Files.writeString(directory.resolve("token"), HttpApi.TOKEN + "\n");
        Path events = Files.write(directory.resolve("events.jsonl"), events());
        instance = run("run", port, "--input", events.toString());
        instance.awaitLine("stop with Ctrl-C");
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(WatchingIT::isSettled);
        stats = api.get("/v1/stats", "Stats").json();
    }

    private static RowcastProcess run(String name, int port, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--home",
                directory.resolve("home").toString(),
                "--rows",
                "60",
                "--set",
                "http.port=" + port,
                "--set",
                "errors.max.share=1",
                "--set",
                "versions.interval.ms=1000",
                "--set",
                "volumes.publish.interval.ms=50",
                "--set",
                "governor.enabled=false"));
        arguments.addAll(List.of(more));
        return RowcastProcess.start(
                directory, name, Map.of("ROWCAST_HTTP_TOKEN", HttpApi.TOKEN), arguments.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    /** Forty groups of users that share items, and events that cannot be applied. */
    private static List<String> events() {
        List<String> events = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            for (int item = 0; item < 8; item++) {
                int group = item < 7 ? user % 40 : (user * 7 + item) % 40;
                events.add("{\"user\":\"u" + user + "\",\"item\":\"i" + (10 * group + (user + item) % 10) + "\"}");
            }
        }
        for (int i = 0; i < BAD; i++) {
            events.add(10 * i, "{\"user\":\"u1\",\"item\":\"i1\",\"timestamp\":9999999999999}");
        }
        return events;
    }

    private static boolean isSettled() {
        Answer answer = api.get("/v1/stats", "Stats");
        return answer.status() == 200
                && answer.json().get("settled").asBoolean()
                && answer.json().get("events").asLong() == events().size() - BAD
                && api.get("/v1/overview", "Overview")
                                .json()
                                .at("/view/blocks/pairs")
                                .asInt()
                        > 0;
    }

    @Test
    void shouldTellThatItIsLiveAndReadyWhenAskedWithoutAToken() throws Exception {
        assertThat(api.statusWith("/health/live")).isEqualTo(200);
        assertThat(api.statusWith("/health/ready")).isEqualTo(200);
        assertThat(api.get("/health/ready", "Health").json())
                .hasToString("{\"status\":\"ready\",\"state\":\"running\",\"restore\":null}");
        assertThat(api.statusWith("/metrics")).isEqualTo(401);
        assertThat(api.statusWith("/v1/overview")).isEqualTo(401);
    }

    @Test
    void shouldGivePrometheusWhatTheApiTellsWhenScraped() throws Exception {
        HttpResponse<String> answer = scrape();
        String text = answer.body();
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(metric(text, "rowcast_events_total{outcome=\"applied\"}"))
                .isEqualTo(
                        stats.get("events").asDouble() - stats.get("unchanged").asDouble());
        assertThat(metric(text, "rowcast_events_total{outcome=\"dead_letter\"}"))
                .isEqualTo(BAD);
        assertThat(metric(text, "rowcast_dead_letters_total{reason=\"timestamp\"}"))
                .isEqualTo(BAD);
        assertThat(metric(text, "rowcast_rows_in_use{side=\"user\"}"))
                .isEqualTo(stats.get("user_rows").asDouble());
        assertThat(metric(text, "rowcast_label_table_items"))
                .isEqualTo(stats.get("items").asDouble());
        assertThat(metric(text, "rowcast_lag_records{stage=\"interactions\"}")).isZero();
        assertThat(metric(text, "rowcast_label_table_lag_records")).isZero();
        assertThat(metric(text, "rowcast_version")).isPositive();
        assertThat(metric(text, "rowcast_ready")).isEqualTo(1);
        assertThat(metric(text, "rowcast_event_latency_seconds_count")).isPositive();
        assertThat(text)
                .contains("kafka_stream_thread_process_total", "jvm_memory_used_bytes", "process_uptime_seconds");
    }

    @Test
    void shouldHaveAllThatRulesAndDashboardAskForWhenScraped() throws Exception {
        String metrics = scrape().body();
        assertThat(Monitoring.queries()).hasSizeGreaterThan(50);
        assertThat(Monitoring.missingFrom(metrics)).isEmpty();
        assertThat(Monitoring.missingFrom(metrics.replace("area=\"heap\"", "area=\"other\"")))
                .containsExactlyInAnyOrder(
                        "jvm_memory_used_bytes{area=\"heap\"}", "jvm_memory_max_bytes{area=\"heap\"}");
    }

    private static HttpResponse<String> scrape() throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/metrics"))
                                .header("Authorization", "Bearer " + HttpApi.TOKEN)
                                .build(),
                        BodyHandlers.ofString());
    }

    private static double metric(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name));
    }

    @Test
    void shouldPrintOneReadingOrOneVertexWhenAskedOnTheCommandLine() {
        String url = "http://127.0.0.1:" + api.port();
        JsonNode user = api.get("/v1/users/u7", "Vertex").json();
        String withToken = " --url " + url + " --token-file " + token;
        try (RowcastProcess top = command("top --once" + withToken);
                RowcastProcess getUser = command("get user u7" + withToken);
                RowcastProcess getRow = command("get row 0" + withToken);
                RowcastProcess unknown = command("get item none" + withToken);
                RowcastProcess refused = command("top --url " + url)) {
            assertThat(ended(top, 0))
                    .contains(
                            ": running",
                            String.format(
                                    Locale.ROOT, "%,d items", stats.get("items").asInt()));
            assertThat(ended(getUser, 0))
                    .startsWith("user u7: row " + user.get("row").asInt());
            assertThat(ended(getRow, 0)).startsWith("row 0");
            assertThat(ended(unknown, 1).lines()).containsExactly("rowcast: there is no such item");
            assertThat(ended(refused, 1).lines()).singleElement().asString().contains("give --token-file");
        }
    }

    /** Starts a command given as words, none of which has a space. */
    private static RowcastProcess command(String words) {
        String name = "command-" + commands++;
        return RowcastProcess.start(directory, name, words.split(" ", -1));
    }

    /** What a command has printed once it has ended. */
    private static String ended(RowcastProcess process, int exitCode) {
        assertThat(process.exitCode(Duration.ofMinutes(1))).as(process::output).isEqualTo(exitCode);
        return process.output();
    }

    @Test
    void shouldNotColourAnythingWhenNoColorIsSet() {
        Map<String, String> forced = Map.of("CLICOLOR_FORCE", "1");
        Map<String, String> refused = Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1");
        try (RowcastProcess coloured = RowcastProcess.start(directory, "coloured", forced, "--help");
                RowcastProcess plain = RowcastProcess.start(directory, "plain", refused, "--help")) {
            assertThat(coloured.exitCode(Duration.ofMinutes(1))).isZero();
            assertThat(plain.exitCode(Duration.ofMinutes(1))).isZero();
            assertThat(coloured.output()).contains("\u001b[");
            assertThat(plain.output()).doesNotContain("\u001b[").contains("Usage: rowcast");
        }
    }

    @Test
    void shouldShowWhatTheApiTellsWhenThePageIsOpenedInChromium() {
        String chromium = System.getProperty("rowcast.it.chromium");
        if (chromium.equals("false")) {
            System.out.println("the page is not tested: -Drowcast.it.chromium=false");
            return;
        }
        try (Browser browser = new Browser(Path.of(chromium))) {
            browser.show(1280, 900, "light");
            WatchedPage page = new WatchedPage(browser, api, stats);
            browser.open("http://127.0.0.1:" + api.port() + "/");
            Awaitility.await().until(() -> browser.find("#token-section").isDisplayed());
            page.isAccessible("asking for the token");
            page.giveToken();
            page.showsWhatTheApiTells();
            page.looksUp();
            page.hasANameForEverything();
            page.isAccessible("light");
            page.worksWithTheKeyboard();
            browser.screenshot(PICTURES.resolve("wide-light.png"));
            browser.show(1280, 900, "dark");
            assertThat(browser.find("#theme").getDomAttribute("aria-pressed")).isEqualTo("true");
            page.isAccessible("dark");
            browser.screenshot(PICTURES.resolve("wide-dark.png"));
            browser.show(390, 800, "light");
            assertThat(browser.run("return document.documentElement.scrollWidth"))
                    .as("nothing is wider than a telephone")
                    .isEqualTo(390L);
            page.isAccessible("narrow");
            browser.screenshot(PICTURES.resolve("narrow-light.png"));
            browser.find("#theme").click();
            assertThat(browser.run("return document.documentElement.dataset.theme"))
                    .isEqualTo("dark");
            browser.screenshot(PICTURES.resolve("narrow-dark.png"));
            assertThat(browser.messages()).isEmpty();
        }
    }

    /** Last, as it begins the instance anew. */
    @Test
    @Order(Integer.MAX_VALUE)
    void shouldNotBeReadyBeforeEverythingIsRestoredWhenTheStateDirectoryIsDeleted() throws IOException {
        JsonNode before = api.get("/v1/users/u7", "Vertex").json();
        instance.close();
        StateDirectoryIT.delete(directory.resolve("home").resolve("state"));
        // One record at a time, so that it takes a moment.
        instance = run("again", api.port(), "--set", "kafka.restore.consumer.max.poll.records=1");
        instance.awaitLine("  http    ");

        List<Answer> answers = new ArrayList<>();
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    answers.add(api.getAny("/health/ready", "Health"));
                    return answers.get(answers.size() - 1).status() == 200;
                });

        assertThat(answers.get(answers.size() - 1).json())
                .hasToString("{\"status\":\"ready\",\"state\":\"running\",\"restore\":null}");
        assertThat(answers.subList(0, answers.size() - 1)).isNotEmpty().allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text("status")).isEqualTo("not ready");
            assertThat(answer.response().headers().firstValue("Retry-After").map(Integer::valueOf))
                    .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(1, 30));
        });
        List<JsonNode> restoring = answers.stream()
                .map(answer -> answer.json().get("restore"))
                .filter(restore -> !restore.isNull())
                .toList();
        assertThat(restoring).hasSizeGreaterThan(3).allSatisfy(restore -> {
            assertThat(restore.get("stores").asInt()).isPositive();
            assertThat(restore.get("share").asDouble()).isBetween(0.0, 1.0);
        });
        assertThat(restoring.stream().map(restore -> restore.get("seconds_left")))
                .anySatisfy(left -> assertThat(left.isNumber()).isTrue());
        assertThat(restoring.get(restoring.size() - 1).get("share").asDouble())
                .isGreaterThan(restoring.get(0).get("share").asDouble());
        JsonNode after = api.get("/v1/users/u7", "Vertex").json();
        assertThat(List.of(after.get("degree"), after.get("since"), after.get("row")))
                .containsExactly(before.get("degree"), before.get("since"), before.get("row"));
    }
}
