// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import java.io.Serial;

/** A load that cannot start or go on; the message is one line for the user and names the place. */
public final class LoadException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public LoadException(String message) {
        super(message);
    }

    public LoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
