// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The OpenAPI document: what all groups of routes say of themselves, put together. */
final class OpenApi implements RouteGroup {
    static final String PATH = "/openapi.json";

    private static final JsonMapper MAPPER = new JsonMapper();

    private final byte[] document;

    OpenApi(List<RouteGroup> groups) {
        ObjectNode all = part(this);
        for (RouteGroup group : groups) {
            if (group.openApi() != null) {
                ObjectNode part = part(group);
                all.withObject("/paths").setAll(part.withObject("/paths"));
                all.withObject("/components/schemas").setAll(part.withObject("/components/schemas"));
            }
        }
        document = Answers.bytes(all);
    }

    private static ObjectNode part(RouteGroup group) {
        try (InputStream resource = group.getClass().getResourceAsStream(group.openApi())) {
            return (ObjectNode) MAPPER.readTree(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get(PATH, context -> context.contentType(Answers.JSON).result(document), Access.OPEN);
    }

    @Override
    public String openApi() {
        return "openapi.json";
    }
}
