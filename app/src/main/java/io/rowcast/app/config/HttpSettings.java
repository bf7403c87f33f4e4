// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.config;

import java.util.Optional;

/**
 * The settings of the HTTP interface, typed.
 *
 * @param host address to listen on
 * @param port port to listen on, 0 for any free one, {@link HttpConfig#PORT_OFF} for none
 * @param anyPortElse whether another port will do where this one is taken
 * @param advertised where other instances reach this one, {@code host} or {@code host:port}
 * @param token what requests must bring
 * @param fallback {@code hashed}, {@code none} or a row in [0, K)
 */
public record HttpSettings(
        String host,
        int port,
        boolean anyPortElse,
        Optional<String> advertised,
        Optional<String> token,
        String fallback) {

    /** Whether anything is to listen. */
    public boolean on() {
        return port != HttpConfig.PORT_OFF;
    }

    @Override
    public String toString() {
        return "HttpSettings[" + host + ":" + port + "]";
    }
}
