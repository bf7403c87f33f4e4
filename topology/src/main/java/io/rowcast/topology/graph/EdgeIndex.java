// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.graph;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;

/**
 * Positions of the edges of a user that has many, by item. Holds running numbers, so that dropping the oldest edge changes no
 * other entry.
 */
final class EdgeIndex {
    private static final int ABSENT = -1;

    private final Long2IntOpenHashMap numbers;
    private int first;
    private int next;

    EdgeIndex(int expected) {
        numbers = new Long2IntOpenHashMap(expected);
        numbers.defaultReturnValue(ABSENT);
    }

    /** Notes an edge behind all others; returns whether there are numbers left for another. */
    boolean append(long item) {
        numbers.put(item, next++);
        return next < Integer.MAX_VALUE;
    }

    /** Drops the edge at position 0. */
    void removeFirst(long item) {
        numbers.remove(item);
        first++;
    }

    /** Position of the edge to an item, or -1. */
    int find(long item) {
        int number = numbers.get(item);
        return number == ABSENT ? -1 : number - first;
    }

    /** Bytes on the heap of an index of a number of edges, roughly. */
    static int heapBytes(int edges) {
        // Twice the slots that are filled at most, 12 bytes each.
        return 32 * edges;
    }
}
