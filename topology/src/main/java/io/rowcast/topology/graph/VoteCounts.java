// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.graph;

import java.util.Arrays;

/** Votes per label, in edge-weight units, for the labels that have any; sorted by label. Mutable. */
public final class VoteCounts {
    private int[] labels;
    private long[] votes;
    private int size;

    public VoteCounts() {
        this(4);
    }

    /** Empty counts with room for a number of labels. */
    public VoteCounts(int capacity) {
        labels = new int[Math.max(1, capacity)];
        votes = new long[Math.max(1, capacity)];
    }

    /** Number of labels that have votes. */
    public int size() {
        return size;
    }

    /** The label at a position, ascending. */
    public int label(int position) {
        return labels[position];
    }

    /** The votes at a position, always above 0. */
    public long votes(int position) {
        return votes[position];
    }

    /** The votes of a label, 0 if it has none. */
    public long of(int label) {
        int position = Arrays.binarySearch(labels, 0, size, label);
        return position < 0 ? 0 : votes[position];
    }

    /** Appends a label higher than all present ones; for decoding. */
    public void append(int label, long count) {
        insert(size, label, count);
    }

    /**
     * Adds votes to a label, or takes them away.
     *
     * @return the votes the label has now
     * @throws IllegalStateException if there would be fewer than none
     */
    public long add(int label, long change) {
        int position = Arrays.binarySearch(labels, 0, size, label);
        long count = (position < 0 ? 0 : votes[position]) + change;
        if (count < 0) {
            throw new IllegalStateException("votes for label " + label + " would be " + count);
        }
        if (position < 0) {
            if (count > 0) {
                insert(-position - 1, label, count);
            }
        } else if (count == 0) {
            System.arraycopy(labels, position + 1, labels, position, size - position - 1);
            System.arraycopy(votes, position + 1, votes, position, size - position - 1);
            size--;
        } else {
            votes[position] = count;
        }
        return count;
    }

    /** Bytes these counts take on the heap, roughly. */
    public int heapBytes() {
        return 64 + 12 * labels.length;
    }

    private void insert(int position, int label, long count) {
        if (size == labels.length) {
            int capacity = size + (size >> 1) + 1;
            labels = Arrays.copyOf(labels, capacity);
            votes = Arrays.copyOf(votes, capacity);
        }
        System.arraycopy(labels, position, labels, position + 1, size - position);
        System.arraycopy(votes, position, votes, position + 1, size - position);
        labels[position] = label;
        votes[position] = count;
        size++;
    }
}
