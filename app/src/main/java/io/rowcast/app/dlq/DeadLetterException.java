// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.dlq;

import java.io.Serial;

/** Dead letters cannot be read or sent back; the message is one line for the user. */
public final class DeadLetterException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    DeadLetterException(String message, Throwable cause) {
        super(message, cause);
    }
}
