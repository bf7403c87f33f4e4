package io.rowcast.topology.graph;

import java.util.Arrays;

/**
 * A user with its edges, in the order in which they arrived. Mutable, and owned by one task.
 *
 * <p>Labels are in [0, K), or {@link #NO_LABEL}.
 */
public final class UserVertex {
    public static final int NO_LABEL = -1;

    private final String id;
    private final boolean weighted;
    private int label = NO_LABEL;
    private int secondaryLabel = NO_LABEL;
    private long[] items = new long[4];
    private long[] weights;
    private int size;
    private long degree;
    private long forgottenUpTo;

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
        return items[position];
    }

    /** Weight of the edge at a position, in edge-weight units. */
    public long weight(int position) {
        return weighted ? weights[position] : 1;
    }

    /** Position of the edge to an item, or -1. */
    public int find(long item) {
        for (int i = 0; i < size; i++) {
            if (items[i] == item) {
                return i;
            }
        }
        return -1;
    }

    /** Makes room for edges before many are added. */
    public void ensureCapacity(int edges) {
        if (edges > items.length) {
            grow(edges);
        }
    }

    /** Adds an edge as the newest; the item must not be a neighbour yet. */
    public void add(long item, long weight) {
        if (size == items.length) {
            grow(size + (size >> 1) + 1);
        }
        items[size] = item;
        if (weighted) {
            weights[size] = weight;
        }
        size++;
        degree += weighted ? weight : 1;
    }

    /** Adds weight to the edge at a position. */
    public void addWeight(int position, long weight) {
        weights[position] += weight;
        degree += weight;
    }

    /** Removes the edge at a position, keeping the order of the others. */
    public void remove(int position) {
        degree -= weight(position);
        int moved = size - position - 1;
        System.arraycopy(items, position + 1, items, position, moved);
        if (weighted) {
            System.arraycopy(weights, position + 1, weights, position, moved);
        }
        size--;
    }

    /** Bytes this vertex takes on the heap, roughly. */
    public int heapBytes() {
        return 120 + 2 * id.length() + 8 * items.length * (weighted ? 2 : 1);
    }

    private void grow(int capacity) {
        items = Arrays.copyOf(items, capacity);
        if (weighted) {
            weights = Arrays.copyOf(weights, capacity);
        }
    }
}
