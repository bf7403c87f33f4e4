// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.rowcast.app.runtime.RestoreWatch.Progress;
import io.rowcast.app.runtime.RowcastRuntime;
import java.time.Duration;
import java.util.Optional;

/** {@code GET /health/live} and {@code /health/ready}, for whoever starts instances and sends requests to them. */
public final class HealthRoutes implements RouteGroup {
    private static final int MAX_RETRY_AFTER_SECONDS = 30;

    private final Readiness readiness;

    /**
     * The answer.
     *
     * @param status {@code live}, {@code failed}, {@code ready} or {@code not ready}
     * @param state {@code starting}, or the state of Kafka Streams
     * @param restore what is being restored, or {@code null}
     */
    record Health(String status, String state, Restore restore) {}

    /**
     * A restoration.
     *
     * @param restored records restored
     * @param total records to restore, those restored among them
     * @param share their ratio, in [0, 1]
     * @param stores parts of stores that are not done
     * @param secondsLeft how long it will take if it goes on as it has; {@code null} until that can be told
     */
    record Restore(long restored, long total, double share, int stores, Double secondsLeft) {
        static Restore of(Progress progress) {
            return progress.restoring()
                    ? new Restore(
                            progress.restored(),
                            progress.total(),
                            progress.share(),
                            progress.stores(),
                            progress.left().map(left -> left.toMillis() / 1e3).orElse(null))
                    : null;
        }
    }

    public HealthRoutes(Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/health/live", this::live, Access.OPEN);
        routes.get("/health/ready", this::ready, Access.OPEN);
    }

    @Override
    public String openApi() {
        return "health.json";
    }

    private void live(Context context) {
        // One that starts is live: to start it again would not help it.
        boolean live = readiness.runtime().map(RowcastRuntime::alive).orElse(true);
        context.status(live ? 200 : 503);
        Answers.json(context, new Health(live ? "live" : "failed", readiness.state(), restore()));
    }

    private void ready(Context context) {
        boolean ready = readiness.ready();
        if (!ready) {
            context.status(503).header("Retry-After", Integer.toString(retryAfterSeconds()));
        }
        Answers.json(context, new Health(ready ? "ready" : "not ready", readiness.state(), restore()));
    }

    private Restore restore() {
        return readiness
                .runtime()
                .map(runtime -> Restore.of(runtime.restoring()))
                .orElse(null);
    }

    private int retryAfterSeconds() {
        Optional<Duration> left =
                readiness.runtime().flatMap(runtime -> runtime.restoring().left());
        return (int) Math.max(
                1, Math.min(MAX_RETRY_AFTER_SECONDS, left.orElse(Duration.ZERO).toSeconds()));
    }
}
