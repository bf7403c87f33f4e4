// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import it.unimi.dsi.fastutil.HashCommon;

/**
 * Tells when a vertex gets rows back that it left less than a minute ago. Remembers a bounded number of rows left, the latest
 * in each slot, so of very many changes a minute it misses some: what it counts are at least so many.
 *
 * <p>Takes 768 KiB. Not thread-safe; one per task.
 */
public final class RecentRows {
    private static final int SLOTS = 1 << 16;
    private static final long MINUTE_MS = 60_000;

    private final long[] left = new long[SLOTS];
    private final int[] leftAt = new int[SLOTS];

    /**
     * Tells of a change.
     *
     * @param before primary and secondary row, the latter below 0 if there is none
     * @param now the same after the change
     * @param nowMs when it came about
     * @return whether the vertex left the rows it has now less than a minute ago
     */
    public boolean changed(long hash, long before, long now, long nowMs) {
        long back = HashCommon.mix(hash ^ HashCommon.mix(now));
        int slot = (int) (back & (SLOTS - 1));
        // The lower half of the time will do, for a minute; an empty slot is no vertex's but by a chance of 2^-64.
        boolean returns = left[slot] == back && (int) nowMs - leftAt[slot] < MINUTE_MS;
        long gone = HashCommon.mix(hash ^ HashCommon.mix(before));
        slot = (int) (gone & (SLOTS - 1));
        left[slot] = gone;
        leftAt[slot] = (int) nowMs;
        return returns;
    }

    /** Primary and secondary row as one number. */
    public static long pair(int row, int secondaryRow) {
        return ((long) row << 32) | (secondaryRow & 0xffff_ffffL);
    }
}
