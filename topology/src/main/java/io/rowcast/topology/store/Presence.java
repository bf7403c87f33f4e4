// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which partitions have vertices of each label, on one side: a bit per label and partition. Written by one thread and
 * read by many.
 */
final class Presence {
    private final int partitions;
    private final int wordsPerLabel;
    private final AtomicLongArray words;

    Presence(int labels, int partitions) {
        this.partitions = partitions;
        wordsPerLabel = (partitions + Long.SIZE - 1) / Long.SIZE;
        words = new AtomicLongArray(labels * wordsPerLabel);
    }

    void set(int label, int partition, boolean present) {
        int word = label * wordsPerLabel + partition / Long.SIZE;
        long bit = 1L << partition;
        long old = words.getOpaque(word);
        words.setOpaque(word, present ? old | bit : old & ~bit);
    }

    /**
     * Whether any partition from the label's first one (label mod partitions) up to, and not including, the given one has
     * vertices of the label, going around.
     */
    boolean before(int label, int partition) {
        if (wordsPerLabel == 1) {
            int first = label % partitions;
            long fromFirst = -1L << first;
            long below = (1L << partition) - 1;
            // No bit stands at or above the number of partitions, so going around needs no upper bound.
            long between = first <= partition ? fromFirst & below : fromFirst | below;
            return (words.getOpaque(label) & between) != 0;
        }
        for (int other = label % partitions; other != partition; other = other + 1 == partitions ? 0 : other + 1) {
            if ((words.getOpaque(label * wordsPerLabel + other / Long.SIZE) & 1L << other) != 0) {
                return true;
            }
        }
        return false;
    }
}
