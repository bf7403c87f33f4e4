// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.PageSet;
import io.rowcast.topology.graph.VoteCounts;
import io.rowcast.topology.graph.VotePages;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.VoteCountsFormat;
import it.unimi.dsi.fastutil.ints.Int2LongRBTreeMap;
import it.unimi.dsi.fastutil.ints.Int2LongSortedMap;
import it.unimi.dsi.fastutil.ints.IntRBTreeSet;
import it.unimi.dsi.fastutil.ints.IntSortedSet;
import java.nio.ByteBuffer;

/** Puts the votes of items together, from their records and their pages, and checks the pages. */
final class PageScan {
    private final HashScan pages;
    private final Tally tally;
    private final int rows;

    PageScan(HashScan pages, Tally tally, int rows) {
        this.pages = pages;
        this.tally = tally;
        this.rows = rows;
    }

    /**
     * The votes of an item by label; takes its pages.
     *
     * @param item {@code null} if there is none that could have pages
     */
    Int2LongSortedMap read(long hash, ItemVertex item) {
        Int2LongSortedMap votes = new Int2LongRBTreeMap();
        IntSortedSet seen = new IntRBTreeSet();
        while (pages.isOf(hash)) {
            TopicRecord record = pages.take();
            int page = ByteBuffer.wrap(record.key()).getInt(Long.BYTES);
            seen.add(page);
            if (tally.require(
                    item != null && item.paged() && page >= 0 && item.pages().contains(page),
                    "%s: page %d of item %s is not in use",
                    record.place(),
                    page,
                    item == null ? String.format("%016x", hash) : item.id())) {
                readPage(record, page, votes);
            }
        }
        if (item != null && item.paged()) {
            requireAll(item, seen);
        } else if (item != null) {
            addAll(item.inline(), votes, item.id());
        }
        return votes;
    }

    private void readPage(TopicRecord record, int page, Int2LongSortedMap votes) {
        VoteCounts counts;
        try {
            counts = VoteCountsFormat.decode(record.value());
        } catch (CorruptRecordException e) {
            tally.violation("%s: %s", record.place(), e.getMessage());
            return;
        }
        if (counts.size() == 0) {
            tally.violation("%s: page %d is empty", record.place(), page);
        }
        for (int i = 0; i < counts.size(); i++) {
            if (VotePages.pageOf(counts.label(i)) != page) {
                tally.violation("%s: label %d is not one of page %d", record.place(), counts.label(i), page);
            }
        }
        addAll(counts, votes, record.place());
    }

    private void requireAll(ItemVertex item, IntSortedSet seen) {
        PageSet wanted = item.pages();
        for (int page = wanted.next(0); page >= 0; page = wanted.next(page + 1)) {
            if (!seen.contains(page)) {
                tally.require(false, "item %s: page %d is missing", item.id(), page);
            }
        }
    }

    private void addAll(VoteCounts counts, Int2LongSortedMap votes, String place) {
        for (int i = 0; i < counts.size(); i++) {
            if (counts.label(i) >= rows || counts.votes(i) <= 0) {
                tally.violation("%s: %d votes for label %d", place, counts.votes(i), counts.label(i));
            }
            votes.merge(counts.label(i), counts.votes(i), Long::sum);
        }
    }
}
