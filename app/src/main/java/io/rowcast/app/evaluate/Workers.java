// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fixed number of threads, the caller's included, that share rows among them. Each row is worked on by one thread, so
 * what is summed within a row has one order, whatever the number of threads.
 */
final class Workers implements AutoCloseable {
    /** Enough pieces that threads end at about the same time where rows differ in work. */
    private static final int PIECES_PER_THREAD = 32;

    private final int threads;
    private final ExecutorService pool;

    /** Work on the rows [from, to). */
    @FunctionalInterface
    interface RowTask {
        void run(int from, int to);
    }

    /**
     * @param threads number of threads, &gt;= 1
     */
    Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, not " + threads);
        }
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(Math.max(1, threads - 1), task -> {
            Thread thread = new Thread(task, "evaluate-worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    int threads() {
        return threads;
    }

    /** Runs a task on all rows in [0, rows), a piece at a time, and returns when all are done. */
    void overRows(int rows, RowTask task) {
        int piece = Math.max(1, (rows + threads * PIECES_PER_THREAD - 1) / (threads * PIECES_PER_THREAD));
        AtomicInteger next = new AtomicInteger();
        int pieces = (rows + piece - 1) / piece;
        Runnable share = () -> {
            for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
                task.run(i * piece, Math.min(rows, (i + 1) * piece));
            }
        };
        List<Future<?>> others = new ArrayList<>();
        for (int i = 1; i < Math.min(threads, pieces); i++) {
            others.add(pool.submit(share));
        }
        share.run();
        others.forEach(Workers::await);
    }

    private static void await(Future<?> other) {
        try {
            other.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a worker failed", e.getCause());
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
