// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import java.io.Serial;

/** A format cannot read events for the time being, such as when its schema registry is down; no event is to blame. */
public final class FormatUnavailableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public FormatUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
