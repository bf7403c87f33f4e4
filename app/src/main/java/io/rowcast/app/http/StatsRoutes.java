package io.rowcast.app.http;

import io.javalin.router.JavalinDefaultRoutingApi;

/** {@code GET /v1/stats}: the state of the whole deployment, as this instance last read it. */
public final class StatsRoutes implements RouteGroup {
    private final Readiness readiness;

    public StatsRoutes(Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get(
                "/v1/stats",
                context -> Answers.json(context, readiness.require().statistics()));
    }

    @Override
    public String openApi() {
        return "stats.json";
    }
}
