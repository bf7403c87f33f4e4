// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.rowcast.app.runtime.RowcastRuntime;
import io.rowcast.app.runtime.VertexReader.Reading;
import io.rowcast.topology.graph.Side;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /v1/users/{id}} and {@code GET /v1/items/{id}}: one vertex, from whoever has it. */
final class VertexRoutes implements RouteGroup {
    private static final Logger log = LoggerFactory.getLogger(VertexRoutes.class);

    private final Serving serving;

    VertexRoutes(Serving serving) {
        this.serving = serving;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get(path(Side.USER) + "{id}", context -> answer(context, Side.USER));
        routes.get(path(Side.ITEM) + "{id}", context -> answer(context, Side.ITEM));
    }

    @Override
    public String openApi() {
        return "vertices.json";
    }

    private static String path(Side side) {
        return "/v1/" + side.word() + "s/";
    }

    private void answer(Context context, Side side) {
        String id = RequestIds.ofPath(context, "id");
        RowcastRuntime runtime = serving.require();
        if (Peers.isForwarded(context)) {
            answerHere(context, runtime, side, id);
            return;
        }
        for (HostInfo holder : serving.holders(runtime, side, runtime.topology().partition(side, id))) {
            if (serving.peers().isSelf(holder)) {
                answerHere(context, runtime, side, id);
                return;
            }
            if (passOn(
                    context,
                    holder,
                    path(side) + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20"))) {
                return;
            }
        }
        throw Serving.nobodyHas(side);
    }

    private void answerHere(Context context, RowcastRuntime runtime, Side side, String id) {
        Reading reading = serving.readHere(runtime, side, id);
        VertexAnswer answer = serving.answer(runtime, reading)
                .orElseThrow(() -> Problem.notFound("unknown-" + side.word(), "there is no such " + side.word()));
        Answers.json(context, answer);
    }

    /** Passes the request on; returns whether that gave an answer, be it that the vertex is not there. */
    private boolean passOn(Context context, HostInfo holder, String path) {
        HttpResponse<byte[]> answer;
        try {
            answer = serving.peers().ask(holder, path, null);
        } catch (IOException e) {
            log.debug("{} does not answer", holder, e);
            return false;
        }
        if (answer.statusCode() != 200 && answer.statusCode() != 404) {
            log.debug("{} answers {}", holder, answer.statusCode());
            return false;
        }
        context.status(answer.statusCode())
                .contentType(answer.headers().firstValue("Content-Type").orElse(Answers.JSON))
                .result(answer.body());
        return true;
    }
}
