// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.graph;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A user with its edges, in the order in which they arrived. Mutable, and owned by one task.
 *
 * <p>Labels are in [0, K), or {@link #NO_LABEL}.
 */
public final class UserVertex {
    public static final int NO_LABEL = -1;

    /** From this number of edges on they are found by an index, if looked for often. */
    static final int INDEXED_SIZE = 4096;

    /** Searches without an index before there is one; edges that go from the middle end it. */
    private static final int SEARCHES_BEFORE_INDEX = 16;

    private final String id;
    private final boolean weighted;
    private int label = NO_LABEL;
    private int secondaryLabel = NO_LABEL;
    private int generation;
    private int since;
    private int secondaryGeneration;
    private long[] items = new long[4];
    private long[] weights;
    private int[] times;
    private int start;
    private int size;
    private long degree;
    private long forgottenUpTo;
    private EdgeIndex index;
    private int searches;

    /**
     * A user without edges.
     *
     * @param id the original id
     * @param weighted whether edges have weights of their own; otherwise each weighs 1
     */
    public UserVertex(String id, boolean weighted) {
        this.id = id;
        this.weighted = weighted;
        this.weights = weighted ? new long[4] : null;
    }

    public String id() {
        return id;
    }

    public boolean weighted() {
        return weighted;
    }

    public int label() {
        return label;
    }

    /** The label of the second row, never equal to {@link #label()}, or {@link #NO_LABEL}. */
    public int secondaryLabel() {
        return secondaryLabel;
    }

    public void assign(int newLabel, int newSecondaryLabel) {
        label = newLabel;
        secondaryLabel = newSecondaryLabel;
    }

    /** The generation of its row under which the user was published last; 0 or more. */
    public int generation() {
        return generation;
    }

    /** As {@link #generation()}, of its second row; 0 where it has none. */
    public int secondaryGeneration() {
        return secondaryGeneration;
    }

    /** Has it be in its rows under these generations. */
    public void join(int newGeneration, int newSecondaryGeneration) {
        generation = newGeneration;
        secondaryGeneration = newSecondaryGeneration;
    }

    /** When it got the rows it has, in seconds since the epoch, below 2^32; 0 if that is not known. */
    public long since() {
        return Integer.toUnsignedLong(since);
    }

    public void since(long seconds) {
        since = (int) seconds;
    }

    /** Number of the latest naming of an item to be forgotten that has been applied to this user; 0 if none. */
    public long forgottenUpTo() {
        return forgottenUpTo;
    }

    public void forgottenUpTo(long naming) {
        forgottenUpTo = naming;
    }

    /** Number of edges. */
    public int size() {
        return size;
    }

    /** Summed weight of the edges, in edge-weight units. */
    public long degree() {
        return degree;
    }

    /** Item hash of the edge at a position, oldest first. */
    public long item(int position) {
        return items[start + position];
    }

    /** Weight of the edge at a position, in edge-weight units. */
    public long weight(int position) {
        return weighted ? weights[start + position] : 1;
    }

    /** Whether edges have times. */
    public boolean timed() {
        return times != null;
    }

    /** Gives the edges there are the same time; those to come have times of their own. */
    public void startTimes(long time) {
        times = new int[items.length];
        Arrays.fill(times, (int) time);
    }

    /** When the edge at a position was last told of, in seconds since the epoch, below 2^32; only if {@link #timed()}. */
    public long time(int position) {
        return Integer.toUnsignedLong(times[start + position]);
    }

    /** Has an edge be told of at a time, where it has none or an earlier one; returns whether that changed anything. */
    public boolean refresh(int position, long time) {
        if (times == null || time <= time(position)) {
            return false;
        }
        times[start + position] = (int) time;
        return true;
    }

    /** Position of the edge to an item, or -1. */
    public int find(long item) {
        if (index != null) {
            return index.find(item);
        }
        if (size >= INDEXED_SIZE && ++searches > SEARCHES_BEFORE_INDEX) {
            return buildIndex().find(item);
        }
        for (int i = start; i < start + size; i++) {
            if (items[i] == item) {
                return i - start;
            }
        }
        return -1;
    }

    /** Makes room for edges before many are added. */
    public void ensureCapacity(int edges) {
        if (edges > items.length) {
            move(edges);
        }
    }

    /** Adds an edge of no time. */
    public void add(long item, long weight) {
        add(item, weight, 0);
    }

    /**
     * Adds an edge as the newest; the item must not be a neighbour yet.
     *
     * @param time as {@link #time}; of no consequence where edges have no times
     */
    public void add(long item, long weight, long time) {
        int end = start + size;
        if (end == items.length) {
            // Where the oldest edges make room again and again, they are moved once in a while.
            move(start > size >> 2 ? items.length : size + (size >> 1) + 1);
            end = size;
        }
        items[end] = item;
        if (weighted) {
            weights[end] = weight;
        }
        if (times != null) {
            times[end] = (int) time;
        }
        if (index != null && !index.append(item)) {
            dropIndex();
        }
        size++;
        degree += weighted ? weight : 1;
    }

    /** Adds weight to the edge at a position. */
    public void addWeight(int position, long weight) {
        weights[start + position] += weight;
        degree += weight;
    }

    /** Removes the edge at a position, keeping the order of the others. */
    public void remove(int position) {
        degree -= weight(position);
        size--;
        if (position == 0) {
            if (index != null) {
                index.removeFirst(items[start]);
            }
            start++;
            return;
        }
        dropIndex();
        int from = start + position;
        int moved = size - position;
        System.arraycopy(items, from + 1, items, from, moved);
        if (weighted) {
            System.arraycopy(weights, from + 1, weights, from, moved);
        }
        if (times != null) {
            System.arraycopy(times, from + 1, times, from, moved);
        }
    }

    /**
     * Removes edges, keeping the order of the others.
     *
     * @param drops is asked once for each position, ascending, and finds there what was there before
     */
    public void removeIf(IntPredicate drops) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (drops.test(i)) {
                degree -= weight(i);
                continue;
            }
            items[start + kept] = items[start + i];
            if (weighted) {
                weights[start + kept] = weights[start + i];
            }
            if (times != null) {
                times[start + kept] = times[start + i];
            }
            kept++;
        }
        if (kept < size) {
            dropIndex();
        }
        size = kept;
    }

    /** Bytes this vertex takes on the heap, roughly. */
    public int heapBytes() {
        // As if there was an index wherever there can be one, as searching does not change what the cache has counted.
        return 128
                + 2 * id.length()
                + (size >= INDEXED_SIZE ? EdgeIndex.heapBytes(size) : 0)
                + items.length * ((weighted ? 16 : 8) + (times != null ? 4 : 0));
    }

    private EdgeIndex buildIndex() {
        index = new EdgeIndex(size);
        for (int i = 0; i < size; i++) {
            index.append(items[start + i]);
        }
        return index;
    }

    private void dropIndex() {
        index = null;
        searches = 0;
    }

    /** Moves all edges to the front of arrays of a length. */
    private void move(int capacity) {
        items = Arrays.copyOfRange(items, start, start + capacity);
        if (weighted) {
            weights = Arrays.copyOfRange(weights, start, start + capacity);
        }
        if (times != null) {
            times = Arrays.copyOfRange(times, start, start + capacity);
        }
        start = 0;
    }
}
