package io.rowcast.app.runtime;

import java.io.Serial;

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
     * kind and message of the innermost.
     */
    public static String causeOf(Throwable failure) {
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
