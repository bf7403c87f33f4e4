// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PeersTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Peers peers = new Peers(new HostInfo("127.0.0.1", 1), Optional.of("s3cret"));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<HttpServer> servers = new ArrayList<>();
    private final CountDownLatch both = new CountDownLatch(2);

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }

    /** An instance that answers with what it was asked, once another one has been asked too. */
    private HostInfo instance(int status, CountDownLatch arrivals) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/lookup", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean passedOn = exchange.getRequestHeaders().containsKey(Peers.FORWARDED)
                    && "Bearer s3cret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            arrivals.countDown();
            try {
                boolean arrived = arrivals.await(LIMIT.toMillis() / 2, TimeUnit.MILLISECONDS);
                exchange.sendResponseHeaders(passedOn && arrived ? status : 500, body.length);
                exchange.getResponseBody().write(body);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        });
        server.start();
        servers.add(server);
        return new HostInfo("127.0.0.1", server.getAddress().getPort());
    }

    private Map<String, String> ask(Duration limit, HostInfo... hosts) {
        Map<HostInfo, byte[]> bodies = new LinkedHashMap<>();
        for (int i = 0; i < hosts.length; i++) {
            bodies.put(hosts[i], ("ask " + i).getBytes(StandardCharsets.UTF_8));
        }
        Map<String, String> answers = new LinkedHashMap<>();
        peers.askAll("/v1/lookup", bodies, limit)
                .forEach((host, body) ->
                        answers.put("host " + List.of(hosts).indexOf(host), new String(body, StandardCharsets.UTF_8)));
        return answers;
    }

    @Test
    void shouldAskAllAtTheSameTimeWhenThereAreSeveral() throws IOException {
        // Neither answers before both have been asked.
        assertThat(ask(LIMIT, instance(200, both), instance(200, both)))
                .containsOnly(Map.entry("host 0", "ask 0"), Map.entry("host 1", "ask 1"));
    }

    @Test
    void shouldGiveTheAnswersThereAreWhenSomeFail() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertThat(ask(LIMIT, new HostInfo("127.0.0.1", closed), instance(200, both), instance(503, both)))
                .containsOnly(Map.entry("host 1", "ask 1"));
    }

    @Test
    void shouldGiveUpWhenTheLimitHasPassed() throws IOException {
        assertThat(ask(
                        Duration.ofSeconds(2),
                        instance(200, new CountDownLatch(2)),
                        instance(200, new CountDownLatch(1))))
                .containsOnly(Map.entry("host 1", "ask 1"));
    }
}
