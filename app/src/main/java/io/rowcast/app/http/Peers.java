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
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Asks other instances. A request that was passed on carries a header, and whoever gets it passes it on no more; at most half
 * of the threads wait for others, so that there are always some for what others ask.
 */
final class Peers {
    static final String FORWARDED = "Rowcast-Forwarded";

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
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://" + host.host() + ":" + host.port() + path))
                .timeout(TIMEOUT)
                .header(FORWARDED, self.host() + ":" + self.port());
        authorization.ifPresent(value -> request.header("Authorization", value));
        if (body != null) {
            request.header("Content-Type", Answers.JSON).POST(BodyPublishers.ofByteArray(body));
        }
        if (!waiting.tryAcquire()) {
            throw new IOException("too many requests wait for other instances");
        }
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopping");
        } finally {
            waiting.release();
        }
    }
}
