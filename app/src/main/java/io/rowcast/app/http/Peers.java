// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks other instances. A request that was passed on carries a header, and whoever gets it passes it on no more; at most half
 * of the threads wait for others, so that there are always some for what others ask.
 */
final class Peers {
    static final String FORWARDED = "Rowcast-Forwarded";

    private static final Logger log = LoggerFactory.getLogger(Peers.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofMillis(500))
            .build();
    private final Semaphore waiting = new Semaphore(HttpServer.THREADS / 2);
    private final HostInfo self;
    private final Optional<String> authorization;

    /**
     * @param self where others reach this instance
     * @param token what requests must bring
     */
    Peers(HostInfo self, Optional<String> token) {
        this.self = self;
        this.authorization = token.map(BearerToken::header);
    }

    static boolean isForwarded(Context context) {
        return context.header(FORWARDED) != null;
    }

    boolean isSelf(HostInfo host) {
        return host.equals(self);
    }

    /**
     * Passes a request on.
     *
     * @param path with its query, as it was asked for
     * @param body of a POST, or {@code null} for a GET
     * @throws IOException if the instance does not answer
     */
    HttpResponse<byte[]> ask(HostInfo host, String path, byte[] body) throws IOException {
        HttpRequest request = request(host, path, body, TIMEOUT);
        if (!waiting.tryAcquire()) {
            throw new IOException("too many requests wait for other instances");
        }
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopping");
        } finally {
            waiting.release();
        }
    }

    /**
     * Passes parts of a request on, all at the same time.
     *
     * @param bodies of a POST to each instance
     * @param limit how long to wait for all of them together
     * @return the bodies of the answers of those that answered with status 200
     */
    Map<HostInfo, byte[]> askAll(String path, Map<HostInfo, byte[]> bodies, Duration limit) {
        if (!waiting.tryAcquire()) {
            log.debug("too many requests wait for other instances");
            return Map.of();
        }
        try {
            Map<HostInfo, byte[]> answers = new ConcurrentHashMap<>();
            CompletableFuture<?>[] asked = bodies.entrySet().stream()
                    .map(each -> client.sendAsync(
                                    request(each.getKey(), path, each.getValue(), limit), BodyHandlers.ofByteArray())
                            .handle((answer, failure) -> {
                                if (failure != null || answer.statusCode() != 200) {
                                    log.debug("{} answers {}", each.getKey(), answer, failure);
                                } else {
                                    answers.put(each.getKey(), answer.body());
                                }
                                return answer;
                            }))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(asked).join();
            return answers;
        } finally {
            waiting.release();
        }
    }

    private HttpRequest request(HostInfo host, String path, byte[] body, Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://" + host.host() + ":" + host.port() + path))
                .timeout(timeout)
                .header(FORWARDED, self.host() + ":" + self.port());
        authorization.ifPresent(value -> request.header("Authorization", value));
        if (body != null) {
            request.header("Content-Type", Answers.JSON).POST(BodyPublishers.ofByteArray(body));
        }
        return request.build();
    }
}
