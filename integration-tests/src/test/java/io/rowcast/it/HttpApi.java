// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** The HTTP interface of one instance, asked with its token; every answer is checked against the OpenAPI document. */
final class HttpApi {
    static final String TOKEN = "a-token-of-these-tests";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final int port;
    private JsonNode document;

    /** An answer: its status, its headers, its JSON. */
    record Answer(int status, HttpResponse<String> response, JsonNode json) {
        String text(String field) {
            return json.get(field).asText();
        }
    }

    HttpApi(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    static String path(String side, String id) {
        return "/v1/" + side + "s/"
                + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Gets a path whose successful answers are of a schema. */
    Answer get(String path, String schema, String... headers) {
        return send(request(path, headers), schema);
    }

    Answer post(String path, String body, String schema) {
        return send(request(path).POST(BodyPublishers.ofString(body)), schema);
    }

    /** Gets a path all of whose answers are of a schema. */
    Answer getAny(String path, String schema) {
        return send(request(path), schema, schema);
    }

    int statusWith(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + TOKEN);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    private Answer send(HttpRequest.Builder request, String schema) {
        return send(request, schema, "Problem");
    }

    private Answer send(HttpRequest.Builder request, String schema, String schemaOfFailure) {
        HttpResponse<String> response;
        JsonNode json;
        try {
            response = CLIENT.send(request.build(), BodyHandlers.ofString());
            json = MAPPER.readTree(response.body());
            if (document == null) {
                document = MAPPER.readTree(CLIENT.send(request("/openapi.json").build(), BodyHandlers.ofString())
                        .body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        String expected = response.statusCode() == 200 ? schema : schemaOfFailure;
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(MAPPER.createObjectNode()
                                .put("$ref", "#/components/schemas/" + expected)
                                .set("components", document.get("components")))
                        .validate(json))
                .as(response.body())
                .isEmpty();
        return new Answer(response.statusCode(), response, json);
    }
}
