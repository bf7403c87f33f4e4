// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;

/**
 * Where a progress bar is drawn; of a width of its own, as the library would take over the terminal to ask for it. A bar
 * that is closed before it was first drawn does not close its output, so both do.
 */
public final class BarOutput extends ConsoleProgressBarConsumer {
    private static final int BAR_CHARS = 79;

    private boolean closed;

    public BarOutput(PrintStream err) {
        super(err, BAR_CHARS);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            super.close();
        }
    }
}
