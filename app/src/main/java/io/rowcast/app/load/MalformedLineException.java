// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import java.io.Serial;

/** A line that is not an event; the message is the reason. Carries no stack trace, as there may be millions. */
final class MalformedLineException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    MalformedLineException(String reason) {
        super(reason, null, false, false);
    }
}
