// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.rowcast.topology.serde.InvalidInteractionException;
import io.rowcast.topology.serde.StrictJson;
import java.io.IOException;

/** A JSON document as a tree, within the limits of {@link StrictJson}. */
final class JsonTree {
    private static final ObjectReader READER = new ObjectMapper(StrictJson.factory())
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonTree() {}

    /**
     * Reads an object.
     *
     * @param what its name in reasons: {@code value}, {@code key} or {@code data}
     * @throws InvalidInteractionException if it is not exactly one object
     */
    static JsonNode object(String what, byte[] bytes) throws InvalidInteractionException {
        if (bytes == null) {
            throw new InvalidInteractionException(what + ": is null");
        }
        StrictJson.refuseOtherEncodings(bytes);
        JsonNode node;
        try {
            node = READER.readValue(bytes);
        } catch (JsonProcessingException e) {
            long place = e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
            throw new InvalidInteractionException(what + ": is not valid JSON at byte " + Math.max(0, place) + ": "
                    + StrictJson.detail(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new InvalidInteractionException(what + ": is not valid JSON: " + StrictJson.detail(e.getMessage()));
        }
        if (node == null || !node.isObject()) {
            throw new InvalidInteractionException(what + ": is not a JSON object");
        }
        return node;
    }

    /** Whether there is anything at a place of a document. */
    static boolean isPresent(JsonNode node) {
        return node != null && !node.isMissingNode() && !node.isNull();
    }
}
