// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import java.io.IOException;
import java.io.Serial;

/** A table that cannot be written as was asked for; the message is one line for the user. */
public final class ExportException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    ExportException(String message) {
        super(message);
    }
}
