// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.config;

import java.io.Serial;

/** A configuration that cannot be used; the message names the key, the value and where the value came from. */
public final class ConfigurationException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }
}
