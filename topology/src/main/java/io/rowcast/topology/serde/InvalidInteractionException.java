package io.rowcast.topology.serde;

import java.io.Serial;

/** An event that cannot be applied; the message names the field and what is wrong with it. */
public final class InvalidInteractionException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    InvalidInteractionException(String message) {
        super(message);
    }
}
