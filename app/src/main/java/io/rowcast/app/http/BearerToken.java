// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Lets requests pass that bring the token, and routes that need none. */
final class BearerToken implements Handler {
    private final byte[] expected;

    BearerToken(String token) {
        expected = header(token).getBytes(StandardCharsets.UTF_8);
    }

    /** The value of the header {@code Authorization} for a token. */
    static String header(String token) {
        return "Bearer " + token;
    }

    @Override
    public void handle(Context context) {
        if (context.routeRoles().contains(Access.OPEN)) {
            return;
        }
        String given = context.header("Authorization");
        // In a time that does not depend on how much of it is right.
        if (given == null || !MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
            context.header("WWW-Authenticate", "Bearer");
            throw Problem.unauthorized();
        }
    }
}
