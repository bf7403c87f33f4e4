// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a command has opened, closed in the reverse order: at the command's end, or when the process is told to stop. A
 * stop waits for an opening under way, so that nothing is left half open.
 */
final class Shutdown implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Shutdown.class);

    /** Exit code of a process stopped by SIGINT; the process has it anyway once a hook runs. */
    private static final int INTERRUPTED = 130;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Thread hook = new Thread(this::stop, "shutdown");
    private volatile boolean stopping;
    private boolean closed;

    /** What a command does with the resources it opens. */
    @FunctionalInterface
    interface Body {
        int run(Shutdown shutdown) throws Exception;
    }

    private Shutdown() {}

    /** Runs a command's body and closes what it opened, however it ends. */
    static int guard(Body body) throws Exception {
        Shutdown shutdown = new Shutdown();
        Runtime.getRuntime().addShutdownHook(shutdown.hook);
        try (shutdown) {
            return body.run(shutdown);
        } catch (Exception e) {
            if (shutdown.stopping) {
                // Things were closed under the command; what it stumbled over is of no interest.
                log.debug("ended by a stop", e);
                return INTERRUPTED;
            }
            throw e;
        }
    }

    /** Opens something that is closed with everything else. */
    synchronized <T extends AutoCloseable> T open(Callable<T> opening) throws Exception {
        if (closed) {
            throw new CancellationException("stopping");
        }
        T resource = opening.call();
        opened.push(resource);
        return resource;
    }

    /** Whether the process has been told to stop. */
    boolean stopping() {
        return stopping;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        while (!opened.isEmpty()) {
            AutoCloseable resource = opened.pop();
            try {
                resource.close();
            } catch (Exception e) {
                log.warn("could not close {}", resource.getClass().getSimpleName(), e);
            }
        }
        if (!stopping) {
            removeHook();
        }
    }

    private void stop() {
        stopping = true;
        System.err.println("stopping");
        close();
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            log.debug("the process is stopping already", e);
        }
    }
}
