// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.http;

import io.javalin.router.JavalinDefaultRoutingApi;

/** Routes that belong together, and their part of the OpenAPI document. */
public interface RouteGroup {
    /**
     * Adds the routes. A handler answers by {@link Answers} and fails by throwing a {@link Problem}. A route needs the token,
     * unless it has the role {@link Access#OPEN}.
     */
    void addTo(JavalinDefaultRoutingApi routes);

    /**
     * The routes' part of the OpenAPI document: a JSON resource beside this class, whose {@code paths} and
     * {@code components.schemas} are added to it. {@code null} for routes that are no part of the interface, such as a page.
     */
    String openApi();
}
