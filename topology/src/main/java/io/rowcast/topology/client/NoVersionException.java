// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.client;

import java.io.Serial;

/** There is no version on the control topic yet. */
public final class NoVersionException extends IllegalStateException {
    @Serial
    private static final long serialVersionUID = 1L;

    NoVersionException(String message) {
        super(message);
    }
}
