package io.rowcast.app.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.rowcast.app.runtime.RowcastRuntime;
import io.rowcast.app.runtime.VertexReader.Reading;
import io.rowcast.topology.graph.Side;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/lookup}: the rows of many ids; each instance that has some is asked once. */
final class LookupRoutes implements RouteGroup {
    /** Most ids of a batch, of both sides together. */
    static final int MAX_IDS = 10_000;

    private static final Logger log = LoggerFactory.getLogger(LookupRoutes.class);
    private static final String PATH = "/v1/lookup";
    private final Serving serving;

    /** Request and answer alike have the two sides. */
    record Batch<T>(List<T> users, List<T> items) {
        List<T> of(Side side) {
            return side == Side.USER ? users : items;
        }
    }

    private record Place(Side side, int position, String id) {}

    LookupRoutes(Serving serving) {
        this.serving = serving;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.post(PATH, this::answer);
    }

    @Override
    public String openApi() {
        return "lookup.json";
    }

    private void answer(Context context) {
        Batch<String> ids = ids(RequestBody.read(context, Set.of("users", "items")));
        RowcastRuntime runtime = serving.require();
        Batch<LookupAnswer> answers = new Batch<>(
                Arrays.asList(new LookupAnswer[ids.users().size()]),
                Arrays.asList(new LookupAnswer[ids.items().size()]));
        boolean forwarded = Peers.isForwarded(context);
        Map<HostInfo, List<Place>> remote = new LinkedHashMap<>();
        for (Side side : Side.values()) {
            for (int i = 0; i < ids.of(side).size(); i++) {
                Place place = new Place(side, i, ids.of(side).get(i));
                List<HostInfo> holders = forwarded ? List.of() : serving.holders(runtime, side, place.id());
                if (holders.isEmpty() || serving.peers().isSelf(holders.get(0))) {
                    answers.of(side).set(i, here(runtime, place));
                } else {
                    remote.computeIfAbsent(holders.get(0), host -> new ArrayList<>())
                            .add(place);
                }
            }
        }
        remote.forEach((host, places) -> ask(runtime, host, places, answers));
        Answers.json(context, answers);
    }

    private static Batch<String> ids(JsonNode body) {
        Batch<String> ids = new Batch<>(ids(body, "users"), ids(body, "items"));
        int size = ids.users().size() + ids.items().size();
        if (size > MAX_IDS) {
            throw Problem.tooLarge("items", "there are " + size + " ids in all, more than " + MAX_IDS);
        }
        return ids;
    }

    private static List<String> ids(JsonNode body, String field) {
        JsonNode array = RequestBody.array(body, field, MAX_IDS);
        List<String> ids = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            ids.add(RequestIds.of(field + "[" + i + "]", array.get(i)));
        }
        return ids;
    }

    private LookupAnswer here(RowcastRuntime runtime, Place place) {
        Optional<Reading> reading = runtime.vertices().read(place.side(), place.id());
        if (reading.isEmpty()) {
            return fallback(runtime, place, "unavailable");
        }
        Optional<VertexAnswer> vertex = serving.answer(runtime, reading.get());
        if (vertex.isEmpty()) {
            return fallback(runtime, place, "unknown");
        }
        return vertex.get().current() ? LookupAnswer.of(vertex.get()) : fallback(runtime, place, "stale");
    }

    private LookupAnswer fallback(RowcastRuntime runtime, Place place, String why) {
        return LookupAnswer.fallback(place.id(), serving.fallbackRow(runtime, place.id()), why);
    }

    /** Asks an instance for its ids; where it does not answer, a copy here may. */
    private void ask(RowcastRuntime runtime, HostInfo host, List<Place> places, Batch<LookupAnswer> answers) {
        Batch<String> ids = new Batch<>(new ArrayList<>(), new ArrayList<>());
        places.forEach(place -> ids.of(place.side()).add(place.id()));
        try {
            HttpResponse<byte[]> response = serving.peers().ask(host, PATH, Answers.bytes(ids));
            if (response.statusCode() == 200) {
                Batch<LookupAnswer> theirs = Answers.read(response.body(), new TypeReference<>() {});
                int[] next = new int[Side.values().length];
                for (Place place : places) {
                    LookupAnswer answer =
                            theirs.of(place.side()).get(next[place.side().code()]++);
                    answers.of(place.side()).set(place.position(), answer);
                }
                return;
            }
            log.debug("{} answers {}", host, response.statusCode());
        } catch (IOException e) {
            log.debug("{} does not answer", host, e);
        }
        places.forEach(place -> answers.of(place.side()).set(place.position(), here(runtime, place)));
    }
}
