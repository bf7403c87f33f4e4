// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.rowcast.app.config.HttpSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The document against the routes, of an instance that is starting. */
final class OpenApiTest {
    private static final HttpSettings SETTINGS =
            new HttpSettings("127.0.0.1", 0, false, Optional.empty(), Optional.empty(), "none");
    private static HttpServer server;
    private static JsonNode document;

    @BeforeAll
    static void start() throws Exception {
        server = HttpServer.open(SETTINGS);
        server.serve(new Serving(new Readiness(), SETTINGS, InstantSource.system(), () -> "127.0.0.1:1").routes());
        document = new ObjectMapper().readTree(send("GET", "openapi.json", null).body());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url() + path))
                                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void shouldHaveEveryRouteWhenItIsPartOfTheInterface() {
        Set<String> described = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(server.routes())
                .contains("GET /v1/users/{id}", "POST /v1/assign");
    }

    @Test
    void shouldHaveEverySchemaThatItRefersTo() {
        Matcher references = Pattern.compile("\"#/components/schemas/(\\w+)\"").matcher(document.toString());
        List<String> names = new ArrayList<>();
        while (references.find()) {
            names.add(references.group(1));
        }

        assertThat(names)
                .contains("Vertex", "Problem")
                .allSatisfy(name -> assertThat(
                                document.at("/components/schemas/" + name).isObject())
                        .as(name)
                        .isTrue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "GET|v1/users/u1||503|",
                "GET|v1/items/i1||503|",
                "GET|v1/stats||503|",
                "GET|v1/rows/1||503|",
                "POST|v1/lookup|{\"users\":[\"a\"]}|503|",
                "POST|v1/assign|{\"items\":[1,{\"id\":\"a\",\"weight\":2}]}|503|",
                "POST|v1/lookup|{\"users\":[1,true]}|400|users[1]",
                "POST|v1/lookup|{\"users\":[\"\"]}|400|users[0]",
                "POST|v1/lookup|{\"user\":[]}|400|user",
                "POST|v1/lookup|{\"items\":{}}|400|items",
                "POST|v1/lookup|[]|400|body",
                "POST|v1/lookup|{\"items\":[]} x|400|body",
                "POST|v1/lookup|{\"items\":[],\"items\":[]}|400|body",
                "POST|v1/assign|{\"items\":[]}|400|items",
                "POST|v1/assign|{}|400|items",
                "POST|v1/assign|{\"items\":[{\"id\":\"a\"},{\"weight\":1}]}|400|items[1].id",
                "POST|v1/assign|{\"items\":[{\"id\":\"a\",\"weight\":0}]}|400|items[0].weight",
                "POST|v1/nothing|{}|404|",
                "GET|v1/users/%FF||400|id",
                "GET|v1/items/a%C3%28b||400|id",
                "GET|v1/users/%C0%AF||400|id",
                "GET|v1/items/%ED%A0%80/||400|id",
                "GET|v1/users/a+%C3%BC%2F%2B||503|",
            })
    void shouldAnswerProblemOfTheSchemaWhenARequestCannotBeAnswered(
            String method, String path, String body, int status, String field) throws Exception {
        HttpResponse<String> answer = send(method, path, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(Answers.PROBLEM);
        assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
        JsonNode problem = new ObjectMapper().readTree(answer.body());
        assertThat(problem.get("field").textValue()).isEqualTo(field);
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(document.at("/components/schemas/Problem"))
                        .validate(problem))
                .isEmpty();
    }

    @Test
    void shouldRefuseABatchWhenItIsTooLarge() throws Exception {
        String ids = "1,".repeat(LookupRoutes.MAX_IDS) + "1";

        HttpResponse<String> lookup = send("POST", "v1/lookup", "{\"users\":[" + ids + "]}");
        HttpResponse<String> both = send("POST", "v1/lookup", "{\"users\":[1],\"items\":[" + ids.substring(2) + "]}");
        HttpResponse<String> assign = send("POST", "v1/assign", "{\"items\":[" + ids + "]}");

        assertThat(List.of(lookup.statusCode(), both.statusCode(), assign.statusCode()))
                .containsOnly(413);
        assertThat(lookup.body()).contains("\"field\":\"users\"");
        assertThat(both.body()).contains("\"field\":\"items\"");
    }

    @Test
    void shouldRefuseAnIdWhenItIsTooLong() throws Exception {
        HttpResponse<String> answer = send("GET", "v1/users/" + "a".repeat(513), null);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"id\"", "longer than 512 bytes");
    }
}
