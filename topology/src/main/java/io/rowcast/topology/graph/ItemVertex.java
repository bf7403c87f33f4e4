// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.graph;

/**
 * An item with the votes of its users. Mutable, and owned by one task.
 *
 * <p>Votes for up to {@link #MAX_INLINE_LABELS} labels are kept here. A more popular item keeps them in pages of
 * {@link VotePages#LABELS_PER_PAGE} labels, so that a vote never rewrites more than one page; {@link #pages()} says
 * which pages exist.
 */
public final class ItemVertex {
    public static final int NO_LABEL = UserVertex.NO_LABEL;

    /** Labels whose votes are kept inside the vertex itself. */
    public static final int MAX_INLINE_LABELS = 256;

    private final String id;
    private int label = NO_LABEL;
    private int generation;
    private int since;
    private long degree;
    private long ownVotes;
    private VoteCounts inline;
    private PageSet pages;

    /** An item without edges. */
    public ItemVertex(String id) {
        this(id, NO_LABEL, 0, 0, new VoteCounts(), null);
    }

    /**
     * An item as it was stored.
     *
     * @param inline the votes, or {@code null} if they are in pages
     * @param pages the pages that exist, or {@code null} if the votes are inline
     */
    public ItemVertex(String id, int label, long degree, long ownVotes, VoteCounts inline, PageSet pages) {
        this.id = id;
        this.label = label;
        this.degree = degree;
        this.ownVotes = ownVotes;
        this.inline = inline;
        this.pages = pages;
    }

    public String id() {
        return id;
    }

    public int label() {
        return label;
    }

    /** The generation of its row under which the item was published last; 0 or more. */
    public int generation() {
        return generation;
    }

    /** Has it be in its row under a generation. */
    public void join(int newGeneration) {
        generation = newGeneration;
    }

    /** When it got the row it has, in seconds since the epoch, below 2^32; 0 if that is not known. */
    public long since() {
        return Integer.toUnsignedLong(since);
    }

    public void since(long seconds) {
        since = (int) seconds;
    }

    /** Summed weight of the edges, in edge-weight units. */
    public long degree() {
        return degree;
    }

    /** Votes for the item's own label: the weight of its edges inside its cluster. */
    public long ownVotes() {
        return ownVotes;
    }

    /** The votes, or {@code null} if they are in pages. */
    public VoteCounts inline() {
        return inline;
    }

    /** The pages that exist, or {@code null} if the votes are inline. */
    public PageSet pages() {
        return pages;
    }

    public boolean paged() {
        return pages != null;
    }

    /** The votes of a label. */
    public long votes(long hash, int ofLabel, VotePages store) {
        if (ofLabel == label) {
            return ownVotes;
        }
        if (!paged()) {
            return inline.of(ofLabel);
        }
        int page = VotePages.pageOf(ofLabel);
        return pages.contains(page) ? store.load(hash, page).of(ofLabel) : 0;
    }

    /**
     * Moves votes of one edge from a label to another.
     *
     * @param from the label that loses the weight, or {@link #NO_LABEL} for a new edge
     * @param to the label that gains it, or {@link #NO_LABEL} for a removed edge
     * @throws IllegalStateException if a count would fall below 0
     */
    public void recast(long hash, int from, int to, long weight, VotePages store) {
        if (from != NO_LABEL) {
            add(hash, from, -weight, store);
            degree -= weight;
        }
        if (to != NO_LABEL) {
            add(hash, to, weight, store);
            degree += weight;
        }
    }

    /** Gives the item a label, whose votes become its own. */
    public void assign(long hash, int newLabel, VotePages store) {
        long votes = votes(hash, newLabel, store);
        label = newLabel;
        ownVotes = votes;
    }

    /** Bytes this vertex takes on the heap, roughly. */
    public int heapBytes() {
        return 96 + 2 * id.length() + (paged() ? pages.heapBytes() : inline.heapBytes());
    }

    private void add(long hash, int toLabel, long change, VotePages store) {
        if (paged()) {
            int page = VotePages.pageOf(toLabel);
            VoteCounts counts = pages.contains(page) ? store.load(hash, page) : new VoteCounts();
            counts.add(toLabel, change);
            savePage(hash, page, counts, store);
        } else {
            inline.add(toLabel, change);
            if (inline.size() > MAX_INLINE_LABELS) {
                spill(hash, store);
            }
        }
        if (toLabel == label) {
            ownVotes += change;
        }
    }

    private void spill(long hash, VotePages store) {
        pages = new PageSet();
        VoteCounts counts = new VoteCounts();
        for (int i = 0; i < inline.size(); i++) {
            counts.append(inline.label(i), inline.votes(i));
            boolean last = i == inline.size() - 1;
            int page = VotePages.pageOf(inline.label(i));
            if (last || VotePages.pageOf(inline.label(i + 1)) != page) {
                savePage(hash, page, counts, store);
                counts = new VoteCounts();
            }
        }
        inline = null;
    }

    private void savePage(long hash, int page, VoteCounts counts, VotePages store) {
        if (counts.size() == 0) {
            pages.remove(page);
            store.delete(hash, page);
        } else {
            pages.add(page);
            store.save(hash, page, counts);
        }
    }
}
