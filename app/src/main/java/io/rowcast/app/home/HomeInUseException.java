// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.home;

import java.io.Serial;

/** A home that another instance uses; the message names the home and its user. */
public final class HomeInUseException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    HomeInUseException(Home home) {
        super("home " + home.directory() + " is in use by "
                + home.user().filter(user -> !user.isEmpty()).orElse("another process")
                + "; stop it or choose another home");
    }
}
