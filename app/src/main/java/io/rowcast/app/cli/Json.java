// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The JSON that commands write: indented, keys in snake_case. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private static final JsonMapper LINES =
            MAPPER.rebuild().disable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    /** As {@link #text}, in one line. */
    static String line(Object value) {
        return write(LINES, value);
    }

    static String text(Object value) {
        return write(MAPPER, value);
    }

    private static String write(JsonMapper mapper, Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records and lists can always be written", e);
        }
    }
}
