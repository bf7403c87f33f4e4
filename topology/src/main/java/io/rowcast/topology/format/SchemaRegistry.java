// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowcast.topology.serde.InvalidInteractionException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/**
 * The two requests that Rowcast makes of a schema registry
 * (<a href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">API</a>). A request is tried three
 * times, then the registry counts as down.
 */
public final class SchemaRegistry {
    public static final String URL_CONFIG = "schema.registry.url";
    public static final String USER_INFO_CONFIG = "schema.registry.user.info";

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int TRIES = 3;
    private static final long PAUSE_MS = 250;
    private static final int MAX_ANSWER_BYTES = 4 << 20;
    private static final int SCHEMA_NOT_FOUND = 40403;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String url;
    private final String authorization;
    private HttpClient client;

    /** An answer; the body is a missing node where it is no JSON. */
    private record Answer(int status, JsonNode body) {}

    /**
     * Takes the settings; nothing is connected to before the first request.
     *
     * @throws ConfigException naming the key, if the address is none
     */
    public SchemaRegistry(Map<String, String> settings) {
        url = settings.get(URL_CONFIG).replaceAll("/+$", "");
        checkUrl(url);
        String userInfo = settings.getOrDefault(USER_INFO_CONFIG, "");
        authorization = userInfo.isEmpty()
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Checks an address.
     *
     * @throws ConfigException without the address, which may hold a password
     */
    public static void checkUrl(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(URL_CONFIG + ": is not a URL");
        }
        if (!("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) || uri.getHost() == null) {
            throw new ConfigException(URL_CONFIG + ": must be one http:// or https:// URL");
        }
        if (uri.getRawUserInfo() != null) {
            throw new ConfigException(URL_CONFIG + ": must not hold a login; give that as " + USER_INFO_CONFIG);
        }
    }

    /**
     * The text of an Avro schema.
     *
     * @throws InvalidInteractionException if the registry has no such schema, or it cannot be used
     * @throws FormatUnavailableException if the registry does not answer, or not as a registry does
     */
    String avroSchema(int id) throws InvalidInteractionException {
        Answer answer = request(HttpRequest.newBuilder(URI.create(url + "/schemas/ids/" + id)));
        if (answer.status() == 404 && answer.body().path("error_code").asInt() == SCHEMA_NOT_FOUND) {
            throw new InvalidInteractionException("value: the schema registry has no schema " + id);
        }
        JsonNode schema = required(answer, "schema");
        if (!answer.body().path("schemaType").asText("AVRO").equals("AVRO")) {
            throw new InvalidInteractionException("value: schema " + id + " is not an Avro schema");
        }
        if (!answer.body().path("references").isEmpty()) {
            throw new InvalidInteractionException(
                    "value: schema " + id + " refers to other schemas, which is not supported");
        }
        return schema.asText();
    }

    /**
     * Registers a schema, or finds that it is registered.
     *
     * @param subject under which name
     * @param type AVRO or PROTOBUF
     * @return its id
     * @throws FormatUnavailableException if the registry does not answer, or refuses the schema
     */
    public int register(String subject, String type, String schema) {
        String body = JSON.createObjectNode()
                .put("schemaType", type)
                .put("schema", schema)
                .toString();
        String path = "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "/versions";
        Answer answer = request(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", MEDIA_TYPE)
                .POST(BodyPublishers.ofString(body)));
        return required(answer, "id").asInt();
    }

    private JsonNode required(Answer answer, String field) {
        JsonNode node = answer.body().path(field);
        if (answer.status() != 200 || !node.isValueNode()) {
            String told = answer.body().path("message").asText("");
            throw new FormatUnavailableException(
                    "the schema registry at " + url + " answers " + answer.status()
                            + (told.isEmpty() ? "" : " (" + told + ")"),
                    null);
        }
        return node;
    }

    private Answer request(HttpRequest.Builder request) {
        request.timeout(TIMEOUT).header("Accept", MEDIA_TYPE + ", application/json");
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        HttpRequest built = request.build();
        String problem = "";
        IOException cause = null;
        try {
            for (int tries = 1; tries <= TRIES; tries++) {
                try {
                    Answer answer = send(built);
                    if (answer.status() < 500 && answer.status() != 429) {
                        return answer;
                    }
                    problem = "answers " + answer.status();
                } catch (IOException e) {
                    problem = "does not answer: "
                            + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
                    cause = e;
                }
                if (tries < TRIES) {
                    Thread.sleep(PAUSE_MS << (2 * (tries - 1)));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FormatUnavailableException("interrupted while waiting for the schema registry", e);
        }
        throw new FormatUnavailableException("the schema registry at " + url + " " + problem, cause);
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        if (client == null) {
            client = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
        }
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            return new Answer(response.statusCode(), json(in.readNBytes(MAX_ANSWER_BYTES)));
        }
    }

    private static JsonNode json(byte[] body) throws IOException {
        try {
            JsonNode node = JSON.readTree(body);
            return node == null ? JSON.missingNode() : node;
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
