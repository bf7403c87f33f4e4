// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import java.io.PrintStream;
import java.util.List;

/** Prints what happens: on a terminal a block of lines that is written over, otherwise plain lines. */
final class StatusPrinter {
    private static final String CLEAR_TO_END_OF_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    /** A line that is wider than the terminal must not take two, or the next block would not begin where this one did. */
    private static final String CUT_LINES = "\u001b[?7l";

    private static final String WRAP_LINES = "\u001b[?7h";

    private final PrintStream out;
    private final boolean terminal;

    /** Lines of the block that the cursor is at the end of. */
    private int open;

    StatusPrinter(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Whether blocks are written over. */
    boolean isTerminal() {
        return terminal;
    }

    /** Shows the present state in place of the one before. */
    synchronized void block(List<String> lines) {
        if (!terminal) {
            lines.forEach(out::println);
            out.flush();
            return;
        }
        StringBuilder text = new StringBuilder(CUT_LINES);
        if (open > 1) {
            text.append("\u001b[").append(open - 1).append('A');
        }
        text.append('\r');
        for (int i = 0; i < lines.size(); i++) {
            text.append(i == 0 ? "" : "\n").append(lines.get(i)).append(CLEAR_TO_END_OF_LINE);
        }
        out.print(text.append(CLEAR_BELOW).append(WRAP_LINES));
        out.flush();
        open = lines.size();
    }

    /** Shows the present state in one line. */
    void status(String line) {
        block(List.of(line));
    }

    /** Prints a line that stays. */
    synchronized void line(String line) {
        end();
        out.println(line);
        out.flush();
    }

    /** Ends the block, so that whatever is printed next begins on a line of its own. */
    synchronized void end() {
        if (open > 0) {
            out.println();
            out.flush();
            open = 0;
        }
    }
}
