// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.rowcast.app.metrics.Watch;

/** {@code GET /metrics}: what Prometheus asks for. */
public final class MetricsRoutes implements RouteGroup {
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Watch watch;

    public MetricsRoutes(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/metrics", this::answer);
    }

    @Override
    public String openApi() {
        return "metrics.json";
    }

    private void answer(Context context) {
        String accepted = context.header("Accept");
        String type = accepted != null && accepted.contains(OPEN_METRICS)
                ? OPEN_METRICS + "; version=1.0.0; charset=utf-8"
                : TEXT;
        String text = watch.scrape(type);
        context.contentType(type).result(text);
    }
}
