// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.rowcast.app.runtime.RowcastRuntime;
import io.rowcast.topology.ClusteringTopology;
import io.rowcast.topology.clustering.Statistics;
import io.rowcast.topology.graph.Side;

/** {@code GET /v1/stats}: the state of the whole deployment, as this instance last read it. */
final class StatsRoutes implements RouteGroup {
    private final Readiness readiness;

    /**
     * The answer.
     *
     * @param userVolume summed weight of all users, in that of a user with one edge
     * @param itemVolume summed weight of all items, in that of an item with one edge
     */
    record Stats(
            @JsonUnwrapped Statistics statistics,
            double insideShare,
            double largestVolume,
            long moves,
            double userVolume,
            double itemVolume) {}

    StatsRoutes(Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/v1/stats", context -> Answers.json(context, stats(readiness.require())));
    }

    @Override
    public String openApi() {
        return "stats.json";
    }

    private static Stats stats(RowcastRuntime runtime) {
        Statistics statistics = runtime.statistics();
        return new Stats(
                statistics,
                statistics.insideShare(),
                statistics.largestVolume(),
                statistics.moves(),
                volume(runtime.topology(), Side.USER),
                volume(runtime.topology(), Side.ITEM));
    }

    private static double volume(ClusteringTopology topology, Side side) {
        return topology.volumes().total(side) / topology.parameters().volumeUnit(side);
    }
}
