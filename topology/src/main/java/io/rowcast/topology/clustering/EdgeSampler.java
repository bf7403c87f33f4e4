// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.PageSet;
import io.rowcast.topology.graph.VoteCounts;
import io.rowcast.topology.graph.VotePages;
import it.unimi.dsi.fastutil.HashCommon;
import java.util.Arrays;

/**
 * Draws a sample of a task's edges while a sweep looks at its items anyway. An item is in it, with all its votes, when the
 * low bits of its mixed hash are zero; there are as many such bits as it takes for the sample to stay within its bound. Of an item with
 * very many labels only a part is taken, each standing for several. So every edge is as likely to be in it as any other, by
 * its weight, whatever the order in which items are visited. Not thread-safe; one per task.
 */
public final class EdgeSampler {
    /** Most pairs of labels in a sample. */
    public static final int MAX_PAIRS = 8192;

    /** Most pairs that one item may bring, on average; fewer than the bound, so that one item never fills it. */
    private static final int MAX_PAIRS_OF_ITEM = 512;

    private final long[] items = new long[MAX_PAIRS];
    private final int[] userLabels = new int[MAX_PAIRS];
    private final int[] itemLabels = new int[MAX_PAIRS];
    private final long[] weights = new long[MAX_PAIRS];
    private int size;
    private int zeroBits;

    /** Forgets what was drawn: a sweep begins anew. */
    public void restart() {
        size = 0;
    }

    /** Takes in the votes of an item if it is one of the sample. */
    public void look(long hash, ItemVertex item, VotePages pages) {
        long mixed = HashCommon.mix(hash);
        if (!drawn(mixed)) {
            return;
        }
        if (!item.paged()) {
            add(mixed, item, item.inline(), 0);
            return;
        }
        PageSet present = item.pages();
        int count = 0;
        for (int page = present.next(0); page >= 0; page = present.next(page + 1)) {
            count++;
        }
        int most = count * VotePages.LABELS_PER_PAGE;
        int skippedBits = most <= MAX_PAIRS_OF_ITEM
                ? 0
                : Integer.SIZE - Integer.numberOfLeadingZeros((most - 1) / MAX_PAIRS_OF_ITEM);
        for (int page = present.next(0); page >= 0 && drawn(mixed); page = present.next(page + 1)) {
            add(mixed, item, pages.load(hash, page), skippedBits);
        }
    }

    /** The sample of a whole sweep; the next one begins. */
    public EdgeSample take() {
        long[] scaled = Arrays.copyOf(weights, size);
        for (int i = 0; i < size; i++) {
            scaled[i] <<= zeroBits;
        }
        EdgeSample sample = new EdgeSample(Arrays.copyOf(userLabels, size), Arrays.copyOf(itemLabels, size), scaled);
        if (zeroBits > 0 && size < MAX_PAIRS / 4) {
            zeroBits--;
        }
        restart();
        return sample;
    }

    private boolean drawn(long mixed) {
        return (mixed & (1L << zeroBits) - 1) == 0;
    }

    private void add(long mixed, ItemVertex item, VoteCounts votes, int skippedBits) {
        for (int i = 0; i < votes.size(); i++) {
            int label = votes.label(i);
            if ((HashCommon.mix(mixed + label) & (1L << skippedBits) - 1) != 0) {
                continue;
            }
            if (size == MAX_PAIRS) {
                thin();
                if (!drawn(mixed)) {
                    return;
                }
            }
            items[size] = mixed;
            userLabels[size] = label;
            itemLabels[size] = item.label();
            weights[size] = votes.votes(i) << skippedBits;
            size++;
        }
    }

    /** Draws every other item of those drawn. */
    private void thin() {
        while (size == MAX_PAIRS) {
            zeroBits++;
            int kept = 0;
            for (int i = 0; i < size; i++) {
                if (drawn(items[i])) {
                    items[kept] = items[i];
                    userLabels[kept] = userLabels[i];
                    itemLabels[kept] = itemLabels[i];
                    weights[kept] = weights[i];
                    kept++;
                }
            }
            size = kept;
        }
    }
}
