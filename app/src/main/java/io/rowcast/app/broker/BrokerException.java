// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.broker;

import java.io.Serial;

/** An embedded broker that could not be started; the message says where and why. */
public final class BrokerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    BrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
