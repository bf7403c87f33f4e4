// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import com.fasterxml.jackson.core.type.TypeReference;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.rowcast.app.runtime.RowItems;
import io.rowcast.app.runtime.RowcastRuntime;
import io.rowcast.topology.ClusteringTopology;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.store.ClusterVolumeTable;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /v1/rows/{row}}: what is in a row, on both sides. */
final class RowRoutes implements RouteGroup {
    private static final Logger log = LoggerFactory.getLogger(RowRoutes.class);
    private static final int MOST = 20;

    /** Of each instance, so that the sums of the first are right but for rows that are few everywhere. */
    private static final int MOST_OF_EACH = 200;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Serving serving;

    /**
     * The answer.
     *
     * @param topItems items with most edges
     * @param neighbours rows whose users have most edges to the items of this one
     * @param exchanges rows that most members came from or went to of late, see {@link RowItems}
     * @param complete whether the lists of items and neighbours are of all items of the row
     */
    record RowAnswer(
            int row,
            SideOfRow users,
            SideOfRow items,
            List<TopItem> topItems,
            List<Neighbour> neighbours,
            List<RowItems.Exchange> exchanges,
            boolean complete) {}

    /**
     * One side of a row.
     *
     * @param volume summed weight of its vertices, in that of a vertex with one edge, see {@code weighting.user} and {@code
     *     weighting.item}
     * @param members vertices whose primary row it is
     */
    record SideOfRow(double volume, long members, int generation) {}

    record TopItem(String id, double degree) {}

    record Neighbour(int row, double edges) {}

    RowRoutes(Serving serving) {
        this.serving = serving;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/v1/rows/{row}", this::answer);
    }

    @Override
    public String openApi() {
        return "rows.json";
    }

    private void answer(Context context) {
        RowcastRuntime runtime = serving.require();
        ClusteringTopology topology = runtime.topology();
        int row = row(context.pathParam("row"), topology.parameters().rows());
        RowItems items = runtime.vertices()
                .row(row, MOST_OF_EACH, PATIENCE)
                .orElseThrow(() -> Problem.notReady("it is being found out which items are in which row", PATIENCE));
        if (Peers.isForwarded(context)) {
            Answers.json(context, items);
            return;
        }
        for (HostInfo host : runtime.vertices().instances()) {
            if (!serving.peers().isSelf(host)) {
                items = items.with(theirs(host, row), MOST_OF_EACH);
            }
        }
        items = items.sorted(MOST);
        double unit = topology.parameters().edgeWeighting().unit();
        Answers.json(
                context,
                new RowAnswer(
                        row,
                        side(topology, Side.USER, row),
                        side(topology, Side.ITEM, row),
                        items.top().stream()
                                .map(item -> new TopItem(item.id(), item.degree() / unit))
                                .toList(),
                        items.neighbours().stream()
                                .map(neighbour -> new Neighbour(neighbour.row(), neighbour.weight() / unit))
                                .toList(),
                        items.exchanges(),
                        items.complete()));
    }

    private static int row(String text, int rows) {
        if (!text.matches("[0-9]{1,9}")) {
            throw Problem.badRequest("row", "is not a number of 0 or more");
        }
        int row = Integer.parseInt(text);
        if (row >= rows) {
            throw Problem.notFound("unknown-row", "there is no such row; the last is " + (rows - 1));
        }
        return row;
    }

    private static SideOfRow side(ClusteringTopology topology, Side side, int row) {
        ClusterVolumeTable volumes = topology.volumes();
        long volume = volumes.volume(side, row);
        return new SideOfRow(
                (double) volume / topology.parameters().volumeUnit(side),
                volumes.members(side, row),
                volumes.generations().generation(side, row));
    }

    /** What another instance has of a row; nothing, but not all, where it does not answer. */
    private RowItems theirs(HostInfo host, int row) {
        try {
            HttpResponse<byte[]> answer = serving.peers().ask(host, "/v1/rows/" + row, null);
            if (answer.statusCode() == 200) {
                return Answers.read(answer.body(), new TypeReference<>() {});
            }
            log.debug("{} answers {}", host, answer.statusCode());
        } catch (IOException e) {
            log.debug("{} does not answer", host, e);
        }
        return new RowItems(List.of(), List.of(), List.of(), false);
    }
}
