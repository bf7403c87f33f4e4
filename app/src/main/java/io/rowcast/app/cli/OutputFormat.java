// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import java.util.Locale;

/** How a command prints what it knows. */
enum OutputFormat {
    TEXT,
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
