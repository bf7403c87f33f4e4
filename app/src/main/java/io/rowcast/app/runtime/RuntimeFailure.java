// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import java.io.Serial;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** An instance that could not start or go on; the message is one line for the user. */
public final class RuntimeFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final String OWN_PACKAGE = "io.rowcast.";

    public RuntimeFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** The failure with its real cause in the message, found under the wrappers of Kafka and of the JDK. */
    public static RuntimeFailure of(String what, Throwable failure) {
        return new RuntimeFailure(what + ": " + causeOf(failure), failure);
    }

    /**
     * The real cause in one line: the message of Rowcast's own exception if there is one among the causes, otherwise
     * kind and message of the innermost. A login or a TLS connection that failed is called so.
     */
    public static String causeOf(Throwable failure) {
        if (isCausedBy(failure, SslAuthenticationException.class)) {
            return "no TLS connection to the Kafka cluster: " + innermost(failure);
        }
        if (isCausedBy(failure, AuthenticationException.class)) {
            return "the Kafka cluster refuses the login: " + innermost(failure);
        }
        return innermost(failure);
    }

    /** Whether a failure of some kind is among the causes. */
    static boolean isCausedBy(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (!isOwn(cause) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        String kind = cause.getClass().getSimpleName();
        if (message == null || message.isBlank()) {
            return kind;
        }
        String line = message.strip().lines().findFirst().orElse("");
        return isOwn(cause) ? line : kind + ": " + line;
    }

    private static boolean isOwn(Throwable cause) {
        return cause.getClass().getName().startsWith(OWN_PACKAGE);
    }
}
