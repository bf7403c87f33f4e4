// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.rowcast.app.config.HttpSettings;
import io.rowcast.app.metrics.Watch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators ask, of an instance that is starting and has a token. */
final class WatchRoutesTest {
    private static final HttpSettings SETTINGS =
            new HttpSettings("127.0.0.1", 0, false, Optional.empty(), Optional.of("secret"), "none");
    private static final Watch WATCH = new Watch();
    private static HttpServer server;

    @BeforeAll
    static void start() {
        Readiness readiness = new Readiness();
        server = HttpServer.open(SETTINGS);
        server.serve(List.of(
                new HealthRoutes(readiness),
                new MetricsRoutes(WATCH),
                new OverviewRoutes(readiness, WATCH, "shop", "1.0"),
                new PageRoutes()));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        WATCH.close();
    }

    private static HttpResponse<String> get(String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({
        "health/live,200,'{\"status\":\"live\",\"state\":\"starting\",\"restore\":null}'",
        "health/ready,503,'{\"status\":\"not ready\",\"state\":\"starting\",\"restore\":null}'"
    })
    void shouldBeLiveButNotReadyWhenStarting(String path, int status, String body) throws Exception {
        HttpResponse<String> answer = get(path, "");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.headers().firstValue("Retry-After"))
                .isEqualTo(status == 503 ? Optional.of("1") : Optional.empty());
    }

    @Test
    void shouldHaveAnOverviewOfItsSchemaWhenThereIsNoSampleYet() throws Exception {
        JsonNode document = new ObjectMapper().readTree(get("openapi.json", "").body());
        HttpResponse<String> answer = get("v1/overview", "secret");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode overview = new ObjectMapper().readTree(answer.body());
        assertThat(overview.get("state").asText()).isEqualTo("starting");
        assertThat(overview.get("now").isNull()).isTrue();
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(new ObjectMapper()
                                .createObjectNode()
                                .put("$ref", "#/components/schemas/Overview")
                                .set("components", document.get("components")))
                        .validate(overview))
                .isEmpty();
    }

    @Test
    void shouldDescribeEveryRouteWhenItIsNotThePage() throws Exception {
        JsonNode paths =
                new ObjectMapper().readTree(get("openapi.json", "").body()).get("paths");

        assertThat(server.routes())
                .filteredOn(route -> !route.equals("GET /") && !route.startsWith("GET /page/"))
                .isNotEmpty()
                .allSatisfy(route -> assertThat(
                                paths.at("/" + route.substring("GET ".length()).replace("/", "~1"))
                                        .isObject())
                        .as(route)
                        .isTrue());
    }

    @ParameterizedTest
    @CsvSource({"since=-1", "since=x", "view=1.5", "view="})
    void shouldRefuseATimeWhenItIsNone(String query) throws Exception {
        assertThat(get("v1/overview?" + query, "secret").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"metrics,401", "v1/overview,401", "openapi.json,200", "'',200", "page/page.js,200", "page/nothing,404"})
    void shouldAskForTheTokenWhenMoreIsToldThanThePage(String path, int status) throws Exception {
        assertThat(get(path, "").statusCode()).isEqualTo(status);
    }

    @Test
    void shouldServeThePageWithoutAnythingThatRunsWithinItOrComesFromElsewhere() throws Exception {
        HttpResponse<String> page = get("", "");

        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'")
                        .doesNotContain("unsafe"));
        assertThat(page.body())
                .doesNotContainPattern("(?i)<script(?![^>]*\\bsrc=)")
                .doesNotContainPattern("(?i)\\s(style|on[a-z]+)=")
                .doesNotContainPattern("(?i)(src|href)=.?(https?:)?//");
        List<String> files = Pattern.compile("(?:src|href)=\"(page/[^\"]+)\"")
                .matcher(page.body())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(files).hasSizeGreaterThan(4);
        for (String file : files) {
            assertThat(get(file, "").statusCode()).as(file).isEqualTo(200);
        }
    }

    @Test
    void shouldSpeakOpenMetricsWhenAskedTo() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url() + "metrics"))
                                .header("Authorization", "Bearer secret")
                                .header("Accept", "application/openmetrics-text; version=1.0.0")
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));
        assertThat(answer.body()).endsWith("# EOF\n");
    }
}
