// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import java.io.Serial;

/** An event that cannot be applied; the message names the field and what is wrong with it. */
public final class InvalidInteractionException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param message the field, a colon, and what is wrong; in one line, as it becomes a header of the dead letter
     */
    public InvalidInteractionException(String message) {
        super(message);
    }
}
