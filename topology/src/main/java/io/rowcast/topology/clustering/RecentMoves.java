// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The latest moves of one task's vertices from one row to another, in a ring; bounded by K. The task writes it, and any thread
 * may read what was published. A sketch: moves of a transaction that was lost stay in it, and it begins anew with the task.
 */
public final class RecentMoves {
    private static final int LEAST = 1 << 10;
    private static final int MOST = 1 << 16;

    private final AtomicLongArray ring;
    private final int mask;
    private long count;
    private volatile long published;

    /** Is told of moves. */
    @FunctionalInterface
    public interface Move {
        void accept(int from, int to);
    }

    /**
     * @param rows K
     */
    public RecentMoves(int rows) {
        int size = Integer.highestOneBit(Math.max(LEAST, Math.min(MOST, rows)));
        ring = new AtomicLongArray(size);
        mask = size - 1;
    }

    /** Takes a move in. For the task alone. */
    public void add(int from, int to) {
        ring.setOpaque((int) (count & mask), (long) from << 32 | to);
        count++;
    }

    /** Lets others see all moves so far. For the task alone, and not for every move. */
    public void publish() {
        published = count;
    }

    /** Gives out the moves that were published last, the oldest first; while moves go on, a few later ones instead. */
    public void forEach(Move each) {
        long end = published;
        for (long i = Math.max(0, end - ring.length()); i < end; i++) {
            long move = ring.getOpaque((int) (i & mask));
            each.accept((int) (move >>> 32), (int) move);
        }
    }
}
