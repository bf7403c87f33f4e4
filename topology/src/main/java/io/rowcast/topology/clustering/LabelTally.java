// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import it.unimi.dsi.fastutil.HashCommon;
import java.util.Arrays;

/** The weight of a vertex's edges by the label of their other end. Reused from vertex to vertex; not thread-safe. */
public final class LabelTally {
    private static final int EMPTY = -1;

    private int[] slots = new int[128];
    private int[] labels = new int[64];
    private long[] weights = new long[64];
    private int[] slotOf = new int[64];
    private int size;

    public LabelTally() {
        Arrays.fill(slots, EMPTY);
    }

    /** Forgets everything tallied. */
    public void clear() {
        for (int i = 0; i < size; i++) {
            slots[slotOf[i]] = EMPTY;
        }
        size = 0;
    }

    /** Adds the weight of one edge to a label in [0, K). */
    public void add(int label, long weight) {
        int mask = slots.length - 1;
        int slot = HashCommon.mix(label) & mask;
        while (slots[slot] != EMPTY) {
            if (labels[slots[slot]] == label) {
                weights[slots[slot]] += weight;
                return;
            }
            slot = (slot + 1) & mask;
        }
        if (size == labels.length) {
            grow();
            add(label, weight);
            return;
        }
        slots[slot] = size;
        labels[size] = label;
        weights[size] = weight;
        slotOf[size] = slot;
        size++;
    }

    /** Number of labels tallied. */
    public int size() {
        return size;
    }

    public int label(int position) {
        return labels[position];
    }

    public long weight(int position) {
        return weights[position];
    }

    private void grow() {
        int capacity = 2 * labels.length;
        labels = Arrays.copyOf(labels, capacity);
        weights = Arrays.copyOf(weights, capacity);
        slotOf = Arrays.copyOf(slotOf, capacity);
        slots = new int[2 * capacity];
        Arrays.fill(slots, EMPTY);
        int mask = slots.length - 1;
        for (int i = 0; i < size; i++) {
            int slot = HashCommon.mix(labels[i]) & mask;
            while (slots[slot] != EMPTY) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = i;
            slotOf[i] = slot;
        }
    }
}
