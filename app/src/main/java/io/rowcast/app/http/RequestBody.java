// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import io.rowcast.topology.serde.InvalidInteractionException;
import io.rowcast.topology.serde.StrictJson;
import java.io.IOException;
import java.util.Iterator;
import java.util.Set;

/** The JSON object that a request brings, within the limits that events have too. */
final class RequestBody {
    private static final ObjectReader READER = JsonMapper.builder(StrictJson.factory())
            .build()
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private RequestBody() {}

    /**
     * Reads it.
     *
     * @param fields the fields it may have
     * @throws Problem 400 naming the field, if it is no such object
     */
    static JsonNode read(Context context, Set<String> fields) {
        byte[] bytes = context.bodyAsBytes();
        JsonNode body;
        try {
            StrictJson.refuseOtherEncodings(bytes);
            body = READER.readValue(bytes);
        } catch (JsonProcessingException e) {
            throw Problem.badRequest("body", "is not valid JSON: " + StrictJson.detail(e.getOriginalMessage()));
        } catch (InvalidInteractionException | IOException e) {
            throw Problem.badRequest("body", StrictJson.detail(e.getMessage()));
        }
        if (body == null || !body.isObject()) {
            throw Problem.badRequest("body", "is not a JSON object");
        }
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!fields.contains(name)) {
                throw Problem.badRequest(StrictJson.detail(name), "is none of " + fields);
            }
        }
        return body;
    }

    /**
     * An array of the body, which may be missing.
     *
     * @param most most entries
     * @throws Problem 400 if it is no array, 413 if it has more entries
     */
    static JsonNode array(JsonNode body, String field, int most) {
        JsonNode array = body.path(field);
        if (!array.isMissingNode() && !array.isArray()) {
            throw Problem.badRequest(field, "is not an array");
        }
        if (array.size() > most) {
            throw Problem.tooLarge(field, "has " + array.size() + " entries, more than " + most);
        }
        return array;
    }
}
