// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import java.io.IOException;

/** Answers as JSON, keys in snake_case. */
public final class Answers {
    public static final String JSON = "application/json";
    public static final String PROBLEM = "application/problem+json";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private Answers() {}

    /** Answers a record, map or list; fields that are {@code null} are sent as such. */
    public static void json(Context context, Object value) {
        context.contentType(JSON).result(bytes(value));
    }

    static void problem(Context context, Problem problem) {
        if (problem.retryAfterSeconds() > 0) {
            context.header("Retry-After", Integer.toString(problem.retryAfterSeconds()));
        }
        context.status(problem.status()).contentType(PROBLEM).result(bytes(problem.body()));
    }

    /** Reads what another instance answered. */
    static <T> T read(byte[] answer, TypeReference<T> type) throws IOException {
        return MAPPER.readValue(answer, type);
    }

    static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records and lists can always be written", e);
        }
    }
}
