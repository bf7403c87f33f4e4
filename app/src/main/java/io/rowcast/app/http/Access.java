// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import io.javalin.security.RouteRole;

/** Who may use a route. */
public enum Access implements RouteRole {
    /** Whoever can connect, token or not. */
    OPEN
}
