// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import java.io.Serial;
import java.time.Duration;

/** A request that is not answered, as a problem of RFC 9457. */
public final class Problem extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final String TYPES = "urn:rowcast:problem:";

    private final int status;
    private final String type;
    private final String title;
    private final String field;
    private final int retryAfterSeconds;

    /**
     * What is sent, as {@code application/problem+json}.
     *
     * @param type what is wrong, as a URN that stays
     * @param field the field of the request that is wrong, or {@code null}
     */
    record Body(String type, String title, int status, String detail, String field) {}

    private Problem(int status, String type, String title, String detail, String field, int retryAfterSeconds) {
        super(detail);
        this.status = status;
        this.type = type;
        this.title = title;
        this.field = field;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** What was asked for is not there. */
    public static Problem notFound(String type, String detail) {
        return new Problem(404, type, "Not found", detail, null, 0);
    }

    /**
     * A part of the request is wrong.
     *
     * @param field which, such as {@code items[3].weight}
     */
    public static Problem badRequest(String field, String detail) {
        return new Problem(400, "bad-request", "Bad request", field + ": " + detail, field, 0);
    }

    /** The request is larger than is taken. */
    public static Problem tooLarge(String field, String detail) {
        return new Problem(413, "too-large", "Request too large", field + ": " + detail, field, 0);
    }

    /** Not now, but perhaps later. */
    public static Problem notReady(String detail, Duration retryAfter) {
        return new Problem(503, "not-ready", "Not ready", detail, null, Math.max(1, (int) retryAfter.toSeconds()));
    }

    static Problem unauthorized() {
        return new Problem(
                401,
                "unauthorized",
                "Unauthorized",
                "the request needs Authorization: Bearer with http.token",
                null,
                0);
    }

    static Problem ofStatus(int status, String detail) {
        return new Problem(status, "http-" + status, detail, detail, null, 0);
    }

    public int status() {
        return status;
    }

    /** Seconds after which to try again, or 0. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    Body body() {
        return new Body(TYPES + type, title, status, getMessage(), field);
    }
}
