// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app;

import io.rowcast.app.cli.RowcastCommand;

/** Entry point of the {@code rowcast} command. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(RowcastCommand.forArguments(args).execute(args));
    }
}
