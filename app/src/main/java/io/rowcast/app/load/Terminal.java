// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import java.io.Console;

/** Whether somebody watches. */
public final class Terminal {
    private Terminal() {}

    /** Whether both standard input and standard output of this process are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // The newer Java where it is never null is asked by isTerminal() below.
    public static boolean isPresent() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            // Java before 22, where there is a console only on a terminal.
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
