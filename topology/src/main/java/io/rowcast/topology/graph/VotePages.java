// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.graph;

/** Where the votes of popular items are kept, by item and page of labels. */
public interface VotePages {
    int LABELS_PER_PAGE = 128;

    /** The page that holds a label's votes. */
    static int pageOf(int label) {
        return label / LABELS_PER_PAGE;
    }

    /** The counts of an existing page. */
    VoteCounts load(long item, int page);

    void save(long item, int page, VoteCounts counts);

    void delete(long item, int page);
}
