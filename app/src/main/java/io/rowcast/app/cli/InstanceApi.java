// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rowcast.app.runtime.RuntimeFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The HTTP interface of a running instance, as commands ask it. */
final class InstanceApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final JsonMapper MAPPER = new JsonMapper();

    private final URI address;
    private final Optional<String> token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    /**
     * @param address ends with a slash
     * @param token what requests must bring, if anything
     */
    InstanceApi(URI address, Optional<String> token) {
        this.address = address;
        this.token = token;
    }

    URI address() {
        return address;
    }

    /** A part of a path that says exactly this, whatever is in it. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * What the instance answers.
     *
     * @param path without the first slash
     * @throws RuntimeFailure saying what to do, if it does not answer or refuses
     */
    JsonNode get(String path) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(TIMEOUT);
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        HttpResponse<byte[]> answer;
        JsonNode body;
        try {
            answer = client.send(request.build(), BodyHandlers.ofByteArray());
            body = MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new RuntimeFailure(
                    "no instance answers at " + address + "; start rowcast run, or give --url where one listens", e);
        }
        if (answer.statusCode() == 200) {
            return body;
        }
        if (answer.statusCode() == 401) {
            throw new RuntimeFailure(
                    "the instance at " + address + " refuses the token; give --token-file or ROWCAST_HTTP_TOKEN", null);
        }
        throw new RuntimeFailure(
                body.path("detail").asText("the instance at " + address + " answers " + answer.statusCode()), null);
    }
}
