// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import io.rowcast.topology.store.ItemLabelTable;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongList;
import java.lang.ref.SoftReference;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * The items of every row, by a scan of the table of item labels. One scan serves all who ask within some seconds, and is made
 * in a thread of its own; who asks later gets the last one while the next is made. 8 bytes an item and 4 a row, kept while
 * somebody asks and given up when memory is short.
 */
final class RowIndex {
    /** How old a scan is before another is made. */
    static final Duration REFRESH = Duration.ofSeconds(5);

    private static final Duration IDLE = Duration.ofSeconds(10);

    private final ItemLabelTable labels;
    private final int rows;
    private final Executor thread;
    private final LongSupplier nanoClock;
    private SoftReference<Scan> last = new SoftReference<>(null);
    private CompletableFuture<Scan> running;

    /** Items in the order of their rows: those of a row r are from offsets[r] on, up to offsets[r + 1]. */
    private static final class Scan {
        private final int[] offsets;
        private final long[] items;
        private final long atNanos;

        Scan(int[] offsets, long[] items, long atNanos) {
            this.offsets = offsets;
            this.items = items;
            this.atNanos = atNanos;
        }

        LongList of(int row) {
            return LongArrayList.wrap(items).subList(offsets[row], offsets[row + 1]);
        }
    }

    /**
     * @param rows K
     * @param thread where to scan
     * @param nanoClock a monotonic clock
     */
    RowIndex(ItemLabelTable labels, int rows, Executor thread, LongSupplier nanoClock) {
        this.labels = labels;
        this.rows = rows;
        this.thread = thread;
        this.nanoClock = nanoClock;
    }

    /** One thread that is there only while there is something to scan. */
    static Executor thread() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread created = new Thread(task, "row-index");
                    created.setDaemon(true);
                    return created;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /**
     * The hashes of the items of a row, not to be changed. An item that has moved since the scan may be among them.
     *
     * @param patience how long to wait for the first scan
     * @return empty if that takes longer
     */
    Optional<LongList> items(int row, Duration patience) {
        CompletableFuture<Scan> scan;
        synchronized (this) {
            Scan present = last.get();
            if (present == null || nanoClock.getAsLong() - present.atNanos > REFRESH.toNanos()) {
                refresh();
            }
            if (present != null) {
                return Optional.of(present.of(row));
            }
            scan = running;
        }
        try {
            return Optional.of(
                    scan.get(patience.toMillis(), TimeUnit.MILLISECONDS).of(row));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the items of rows cannot be found", e.getCause());
        }
    }

    private synchronized void refresh() {
        if (running == null || running.isDone()) {
            running = CompletableFuture.supplyAsync(this::scan, thread);
        }
    }

    private Scan scan() {
        long atNanos = nanoClock.getAsLong();
        LongArrayList hashes = new LongArrayList(labels.size());
        IntArrayList itsRows = new IntArrayList(labels.size());
        int[] offsets = new int[rows + 1];
        labels.forEach((item, row) -> {
            hashes.add(item);
            itsRows.add(row);
            offsets[row + 1]++;
        });
        for (int row = 0; row < rows; row++) {
            offsets[row + 1] += offsets[row];
        }
        long[] items = new long[hashes.size()];
        int[] next = offsets.clone();
        for (int i = 0; i < items.length; i++) {
            items[next[itsRows.getInt(i)]++] = hashes.getLong(i);
        }
        Scan scan = new Scan(offsets, items, atNanos);
        synchronized (this) {
            last = new SoftReference<>(scan);
        }
        return scan;
    }
}
