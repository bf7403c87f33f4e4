// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.rowcast.app.runtime.RowcastRuntime;
import io.rowcast.topology.clustering.ColdStart;
import io.rowcast.topology.clustering.ColdStart.Proposal;
import io.rowcast.topology.clustering.ScoredLabel;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.EdgeWeighting;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.store.ItemLabelTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** {@code POST /v1/assign}: the rows that a user who is not there yet would get from its items. Any instance knows. */
final class AssignRoutes implements RouteGroup {
    /** Most items of a request. */
    static final int MAX_ITEMS = 1000;

    /** Labels told besides the one chosen. */
    private static final int RUNNERS_UP = 5;

    private final Serving serving;

    /** Those that nobody uses at the moment; there are never more than requests at a time. */
    private final ConcurrentLinkedQueue<ColdStart> idle = new ConcurrentLinkedQueue<>();

    /**
     * The answer.
     *
     * @param from {@code from_items}, or {@code fallback} where no item has a row yet
     * @param confidence in [0, 1], {@code null} for the fallback
     * @param insideShare share of the weight of the items given that is in the row's cluster
     * @param knownItems items that have a row
     */
    record Assignment(
            String from,
            Integer row,
            Integer generation,
            Integer secondary,
            Integer secondaryGeneration,
            Double confidence,
            Double insideShare,
            int items,
            int knownItems,
            List<RunnerUp> runnersUp) {}

    /**
     * Another label.
     *
     * @param score what the objective would gain, in edges
     * @param weight weight of the items in it
     */
    record RunnerUp(int row, double score, double weight) {}

    private record Item(VertexId id, double weight) {}

    AssignRoutes(Serving serving) {
        this.serving = serving;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.post("/v1/assign", this::answer);
    }

    @Override
    public String openApi() {
        return "assign.json";
    }

    private void answer(Context context) {
        JsonNode body = RequestBody.read(context, Set.of("user", "items"));
        List<Item> items = items(RequestBody.array(body, "items", MAX_ITEMS));
        if (items.isEmpty()) {
            throw Problem.badRequest("items", "there is none");
        }
        String id = body.has("user") ? RequestIds.of("user", body.get("user")) : "";
        RowcastRuntime runtime = serving.require();
        UserVertex user = user(items, runtime);
        Optional<Proposal> proposal = propose(runtime, user);
        Answers.json(
                context,
                proposal.isPresent()
                        ? assignment(runtime, user, proposal.get(), items.size())
                        : fallback(serving.fallbackRow(runtime, id), items.size()));
    }

    private Optional<Proposal> propose(RowcastRuntime runtime, UserVertex user) {
        ColdStart free = idle.poll();
        ColdStart coldStart = free != null ? free : runtime.topology().coldStart();
        Optional<Proposal> proposal = coldStart.propose(user, RUNNERS_UP + 1);
        idle.add(coldStart);
        return proposal;
    }

    private static List<Item> items(JsonNode array) {
        List<Item> items = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            String field = "items[" + i + "]";
            JsonNode item = array.get(i);
            boolean object = item.isObject();
            String id = object ? RequestIds.of(field + ".id", item.get("id")) : RequestIds.of(field, item);
            double weight = object && item.has("weight") ? weight(field + ".weight", item.get("weight")) : 1;
            items.add(new Item(VertexId.of(id), weight));
        }
        return items;
    }

    private static UserVertex user(List<Item> items, RowcastRuntime runtime) {
        EdgeWeighting weighting = runtime.topology().parameters().edgeWeighting();
        ItemLabelTable labels = runtime.topology().itemLabels();
        UserVertex user = new UserVertex("", weighting == EdgeWeighting.SUM);
        for (Item item : items) {
            // One whose hash is that of another is like one that is not known: its check will never be.
            long hash = labels.collides(item.id().hash(), item.id().check())
                    ? ~item.id().hash()
                    : item.id().hash();
            int position = user.find(hash);
            if (position < 0) {
                user.add(hash, weighting.units(item.weight()));
            } else if (user.weighted()) {
                user.addWeight(position, weighting.units(item.weight()));
            }
        }
        return user;
    }

    private static double weight(String field, JsonNode node) {
        double weight = node.isNumber() ? node.doubleValue() : Double.NaN;
        if (!(weight > 0 && weight <= Interaction.MAX_WEIGHT)) {
            throw Problem.badRequest(field, "is not a number above 0 and at most 1,000,000");
        }
        return weight;
    }

    private static Assignment assignment(RowcastRuntime runtime, UserVertex user, Proposal proposal, int items) {
        double unit = runtime.topology().parameters().edgeWeighting().unit();
        boolean second = proposal.secondaryLabel() != UserVertex.NO_LABEL;
        return new Assignment(
                "from_items",
                proposal.label(),
                generation(runtime, proposal.label()),
                second ? proposal.secondaryLabel() : null,
                second ? generation(runtime, proposal.secondaryLabel()) : null,
                proposal.confidence(),
                proposal.insideShare(),
                items,
                proposal.knownItems(),
                proposal.ranking().stream()
                        .filter(label -> label.label() != user.label())
                        .limit(RUNNERS_UP)
                        .map((ScoredLabel label) ->
                                new RunnerUp(label.label(), label.score() / unit, label.weight() / unit))
                        .toList());
    }

    private static int generation(RowcastRuntime runtime, int row) {
        return runtime.topology().volumes().generations().generation(Side.USER, row);
    }

    private static Assignment fallback(int row, int items) {
        return new Assignment(
                "fallback", row == Mapping.NO_ROW ? null : row, null, null, null, null, null, items, 0, List.of());
    }
}
