// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.graph;

import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;

/** Vote pages in a map; unlike a map, it refuses to load or delete a page that is not there. */
public final class PagesInMemory implements VotePages {
    private final Map<Page, VoteCounts> pages = new HashMap<>();
    private int saves;

    private record Page(long item, int number) {}

    @Override
    public VoteCounts load(long item, int page) {
        VoteCounts counts = pages.get(new Page(item, page));
        if (counts == null) {
            throw new NoSuchElementException("page " + page + " of item " + item);
        }
        return counts;
    }

    @Override
    public void save(long item, int page, VoteCounts counts) {
        pages.put(new Page(item, page), counts);
        saves++;
    }

    @Override
    public void delete(long item, int page) {
        load(item, page);
        pages.remove(new Page(item, page));
    }

    public int size() {
        return pages.size();
    }

    /** How often a page was saved. */
    public int saves() {
        return saves;
    }
}
