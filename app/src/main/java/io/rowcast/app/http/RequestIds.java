// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.rowcast.topology.serde.Ids;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Ids as they come in requests: as in events, a string or an integer. */
final class RequestIds {
    private RequestIds() {}

    /**
     * Checks an id.
     *
     * @param field where it stands
     * @throws Problem 400, if it cannot be one
     */
    static String check(String field, String id) {
        String problem = Ids.problemOf(id);
        if (problem != null) {
            throw Problem.badRequest(field, problem);
        }
        return id;
    }

    /** As {@link #check}, of a parameter of the path. What is no UTF-8 would else be read as another id. */
    static String ofPath(Context context, String name) {
        try {
            String bytes =
                    URLDecoder.decode(context.req().getRequestURI().replace("+", "%2B"), StandardCharsets.ISO_8859_1);
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw Problem.badRequest(name, "is not UTF-8 in the encoding of URLs");
        }
        return check(name, context.pathParam(name));
    }

    /** As {@link #check}, of a value of a JSON document. */
    static String of(String field, JsonNode node) {
        if (node != null && node.isTextual()) {
            return check(field, node.textValue());
        }
        if (node != null && node.isIntegralNumber()) {
            return node.asText();
        }
        throw Problem.badRequest(field, "is not a string or an integer");
    }
}
