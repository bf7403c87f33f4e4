// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import java.io.Serial;

/** Of the latest events of a task more could not be applied than is allowed: somebody should look before it goes on. */
public final class TooManyBadEventsException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    TooManyBadEventsException(String message) {
        super(message);
    }
}
