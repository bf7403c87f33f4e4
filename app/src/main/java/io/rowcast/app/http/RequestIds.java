package io.rowcast.app.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.rowcast.topology.serde.Ids;

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
