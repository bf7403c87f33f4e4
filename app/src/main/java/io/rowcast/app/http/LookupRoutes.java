// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.rowcast.app.http.BatchLookup.Batch;
import io.rowcast.app.http.BatchLookup.Place;
import io.rowcast.app.runtime.RowcastRuntime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/lookup}: the rows of many ids. */
final class LookupRoutes implements RouteGroup {
    /** Most ids of a batch, of both sides together. */
    static final int MAX_IDS = 10_000;

    private static final Logger log = LoggerFactory.getLogger(LookupRoutes.class);
    private static final String PATH = "/v1/lookup";
    private final Serving serving;

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
        Answers.json(
                context,
                new BatchLookup(new Others(runtime, Peers.isForwarded(context)), System::nanoTime).answer(ids));
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

    /** All instances, as one of them sees them at one request. */
    private final class Others implements BatchLookup.Instances {
        private final RowcastRuntime runtime;
        private final boolean alone;
        private final Map<Integer, List<HostInfo>> holders = new HashMap<>();

        /**
         * @param alone whether others must not be asked
         */
        Others(RowcastRuntime runtime, boolean alone) {
            this.runtime = runtime;
            this.alone = alone;
        }

        @Override
        public List<HostInfo> holders(Place place) {
            if (alone) {
                return List.of();
            }
            int partition = runtime.topology().partition(place.side(), place.id());
            return holders.computeIfAbsent(
                    2 * partition + place.side().code(), key -> serving.holders(runtime, place.side(), partition));
        }

        @Override
        public boolean isSelf(HostInfo host) {
            return serving.peers().isSelf(host);
        }

        @Override
        public Optional<LookupAnswer> here(Place place) {
            return runtime.vertices()
                    .read(place.side(), place.id())
                    .map(reading -> serving.answer(runtime, reading)
                            .map(vertex -> vertex.current() ? LookupAnswer.of(vertex) : fallback(place, "stale"))
                            .orElseGet(() -> fallback(place, "unknown")));
        }

        @Override
        public LookupAnswer unavailable(Place place) {
            return fallback(place, LookupAnswer.UNAVAILABLE);
        }

        private LookupAnswer fallback(Place place, String why) {
            return LookupAnswer.fallback(place.id(), serving.fallbackRow(runtime, place.id()), why);
        }

        @Override
        public Map<HostInfo, Batch<LookupAnswer>> ask(Map<HostInfo, Batch<String>> ids, Duration limit) {
            Map<HostInfo, byte[]> bodies = new LinkedHashMap<>();
            ids.forEach((host, ofHost) -> bodies.put(host, Answers.bytes(ofHost)));
            Map<HostInfo, Batch<LookupAnswer>> answers = new HashMap<>();
            serving.peers().askAll(PATH, bodies, limit).forEach((host, body) -> {
                try {
                    Batch<LookupAnswer> theirs = Answers.read(body, new TypeReference<>() {});
                    if (theirs.users().size() == ids.get(host).users().size()
                            && theirs.items().size() == ids.get(host).items().size()) {
                        answers.put(host, theirs);
                    }
                } catch (IOException e) {
                    log.debug("{} answers something else", host, e);
                }
            });
            return answers;
        }
    }
}
