package io.rowcast.app.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;

/** Answers as JSON, keys in snake_case. */
public final class Answers {
    public static final String JSON = "application/json";
    public static final String PROBLEM = "application/problem+json";

    private static final ObjectWriter WRITER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build()
            .writer();

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

    static byte[] bytes(Object value) {
        try {
            return WRITER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records and lists can always be written", e);
        }
    }
}
