package io.rowcast.app.cli;

import java.io.PrintStream;

/** Prints what happens: on a terminal one line that is rewritten, otherwise plain lines. */
final class StatusPrinter {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private boolean open;

    StatusPrinter(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Shows the present state in place of the one before. */
    synchronized void status(String line) {
        if (terminal) {
            out.print(CLEAR_LINE + line);
            open = true;
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** Prints a line that stays. */
    synchronized void line(String line) {
        end();
        out.println(line);
        out.flush();
    }

    /** Ends the status line, so that whatever is printed next begins on a line of its own. */
    synchronized void end() {
        if (open) {
            out.println();
            out.flush();
            open = false;
        }
    }
}
