// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.router.JavalinDefaultRoutingApi;
import io.rowcast.app.config.ConfigurationException;
import io.rowcast.app.config.HttpSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpServerTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final class Routes implements RouteGroup {
        @Override
        public void addTo(JavalinDefaultRoutingApi routes) {
            routes.get("/v1/echo/{id}", context -> Answers.json(context, List.of(context.pathParam("id"))));
            routes.get("/v1/open", context -> Answers.json(context, List.of()), Access.OPEN);
            routes.post("/v1/body", context -> Answers.json(context, List.of(context.bodyAsBytes().length)));
            routes.get("/v1/bad", context -> {
                throw Problem.badRequest("items[3].weight", "must be above 0");
            });
            routes.get("/v1/later", context -> {
                throw Problem.notReady("restoring", Duration.ofSeconds(2));
            });
            routes.get("/v1/broken", context -> {
                throw new IllegalStateException("secret detail");
            });
        }

        @Override
        public String openApi() {
            return null;
        }
    }

    private static HttpSettings settings(int port, boolean anyPortElse, String token) {
        return new HttpSettings("127.0.0.1", port, anyPortElse, Optional.empty(), Optional.ofNullable(token), "none");
    }

    private static HttpServer start(String token) {
        HttpServer server = HttpServer.open(settings(0, false, token));
        server.serve(List.of(new Routes()));
        return server;
    }

    private static HttpResponse<String> get(HttpServer server, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a%2Fb", "%2E%2E", "a%20b", "%C3%BC", "a%25b", "a;b", "a+b", "%2F", "a%5Cb", "a%3Fb"})
    void shouldDecodeIdWhenItHoldsAnyCharacter(String encoded) throws Exception {
        try (HttpServer server = start(null)) {
            HttpResponse<String> answer = get(server, "v1/echo/" + encoded);

            String id = URI.create("x:/" + encoded).getPath().substring(1).replace("\\", "\\\\");
            assertThat(answer.body()).isEqualTo("[\"" + id + "\"]");
        }
    }

    @Test
    void shouldNameFieldWhenRequestIsBad() throws Exception {
        try (HttpServer server = start(null)) {
            HttpResponse<String> answer = get(server, "v1/bad");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue(Answers.PROBLEM);
            assertThat(answer.body()).contains("\"field\":\"items[3].weight\"", "urn:rowcast:problem:bad-request");
        }
    }

    @Test
    void shouldTellWhenToTryAgainWhenNotReady() throws Exception {
        try (HttpServer server = start(null)) {
            HttpResponse<String> answer = get(server, "v1/later");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        }
    }

    @Test
    void shouldAnswerProblemWhenPathOrMethodIsUnknown() throws Exception {
        try (HttpServer server = start(null)) {
            HttpResponse<String> unknown = get(server, "v1/nothing");
            HttpResponse<String> method = get(server, "v1/body");

            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.headers().firstValue("Content-Type")).hasValue(Answers.PROBLEM);
            assertThat(method.statusCode()).isEqualTo(405);
            assertThat(method.headers().firstValue("Content-Type")).hasValue(Answers.PROBLEM);
        }
    }

    @Test
    void shouldTellNothingOfFailureWhenHandlerBreaks() throws Exception {
        try (HttpServer server = start(null)) {
            HttpResponse<String> answer = get(server, "v1/broken");

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).doesNotContain("secret");
        }
    }

    @Test
    void shouldRefuseBodyWhenTooLarge() throws Exception {
        try (HttpServer server = start(null)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "v1/body"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[HttpServer.MAX_BODY_BYTES + 1]))
                    .build();

            HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("\"field\":\"body\"");
        }
    }

    @Test
    void shouldAskForTokenWhenOneIsSet() throws Exception {
        try (HttpServer server = start("s3cret")) {
            assertThat(get(server, "v1/echo/a").statusCode()).isEqualTo(401);
            assertThat(get(server, "v1/echo/a", "Authorization", "Bearer s3creT")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(get(server, "v1/echo/a", "Authorization", "Bearer s3cret")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(get(server, "v1/open").statusCode()).isEqualTo(200);
            assertThat(get(server, "openapi.json").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldAnswerThoseWhoConnectedBeforeItServed() throws Exception {
        try (HttpServer server = HttpServer.open(settings(0, false, null))) {
            CompletableFuture<HttpResponse<String>> early = CLIENT.sendAsync(
                    HttpRequest.newBuilder(URI.create(server.url() + "v1/open")).build(), BodyHandlers.ofString());

            assertThat(early).isNotCompleted();
            server.serve(List.of(new Routes()));

            assertThat(early.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldLetThePortGoWhenClosedBeforeItServed() throws Exception {
        HttpServer server = HttpServer.open(settings(0, false, null));
        server.close();
        server.serve(List.of(new Routes()));

        try (ServerSocket free = new ServerSocket(server.port(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(free.getLocalPort()).isEqualTo(server.port());
        }
    }

    @Test
    void shouldTakeAnotherPortOnlyWhenNoneWasGiven() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            try (HttpServer server = HttpServer.open(settings(port, true, null))) {
                assertThat(server.port()).isNotEqualTo(port).isPositive();
                assertThat(server.advertised()).isEqualTo("127.0.0.1:" + server.port());
            }
            assertThatThrownBy(() -> HttpServer.open(settings(port, false, null)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("http.port " + port)
                    .hasMessageContaining("-1 for no HTTP");
        }
    }
}
