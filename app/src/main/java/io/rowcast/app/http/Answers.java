// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers as JSON, keys in snake_case. */
public final class Answers {
    public static final String JSON = "application/json";
    public static final String PROBLEM = "application/problem+json";

    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private static final int PLAIN_BYTES = 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private Answers() {}

    /** Answers a record, map or list; fields that are {@code null} are sent as such. */
    public static void json(Context context, Object value) {
        send(context.contentType(JSON), bytes(value));
    }

    static void problem(Context context, Problem problem) {
        if (problem.retryAfterSeconds() > 0) {
            context.header("Retry-After", Integer.toString(problem.retryAfterSeconds()));
        }
        send(context.status(problem.status()).contentType(PROBLEM), bytes(problem.body()));
    }

    /** Javalin copies a result through a buffer of 8 KiB made for it, and may compress it; neither is worth it for a few bytes. */
    private static void send(Context context, byte[] body) {
        if (body.length > PLAIN_BYTES) {
            context.result(body);
            return;
        }
        context.res().setContentLength(body.length);
        try {
            context.res().getOutputStream().write(body);
        } catch (IOException e) {
            log.debug("{} {}: who asked is gone", context.method(), context.path(), e);
        }
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
