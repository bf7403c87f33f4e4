// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.graph.VoteCounts;
import io.rowcast.topology.graph.VotePages;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.VoteCountsFormat;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Votes of popular items by item and page. Key: item hash 8 B | page 4 B, big-endian. */
public final class VotePageStore extends WriteBackStore<VoteCounts> implements VotePages {
    private static final int KEY_BYTES = Long.BYTES + Integer.BYTES;

    private final Map<PageKey, PageEntry> index = new HashMap<>();

    private record PageKey(long item, int page) {
        Bytes bytes() {
            return Bytes.wrap(
                    ByteBuffer.allocate(KEY_BYTES).putLong(item).putInt(page).array());
        }
    }

    private static final class PageEntry extends Entry<VoteCounts> {
        private final PageKey key;

        PageEntry(PageKey key) {
            this.key = key;
        }
    }

    VotePageStore(KeyValueStore<Bytes, byte[]> inner, long maxBytes) {
        super(inner, maxBytes);
    }

    static void checkKey(byte[] key) {
        if (key == null || key.length != KEY_BYTES) {
            throw new CorruptRecordException("label votes key: not " + KEY_BYTES + " bytes");
        }
    }

    @Override
    public VoteCounts load(long item, int page) {
        PageKey key = new PageKey(item, page);
        PageEntry entry = index.get(key);
        VoteCounts counts = null;
        if (entry != null) {
            counts = use(entry);
        } else {
            byte[] stored = inner().get(key.bytes());
            if (stored != null) {
                counts = load(newEntry(key), decode(stored));
            }
        }
        if (counts == null) {
            throw new CorruptRecordException("label votes: page " + page + " of item " + item + " is missing");
        }
        return counts;
    }

    @Override
    public void save(long item, int page, VoteCounts counts) {
        change(new PageKey(item, page), counts);
    }

    @Override
    public void delete(long item, int page) {
        change(new PageKey(item, page), null);
    }

    @Override
    Bytes key(Entry<VoteCounts> entry) {
        return ((PageEntry) entry).key.bytes();
    }

    @Override
    void dropped(Entry<VoteCounts> entry) {
        index.remove(((PageEntry) entry).key);
    }

    @Override
    int show(Entry<VoteCounts> entry, byte[] encoded) {
        return 0;
    }

    @Override
    void hide(Entry<VoteCounts> entry) {}

    @Override
    byte[] encode(VoteCounts value) {
        return VoteCountsFormat.encode(value);
    }

    @Override
    VoteCounts decode(byte[] bytes) {
        return VoteCountsFormat.decode(bytes);
    }

    @Override
    int heapBytes(VoteCounts value) {
        return value.heapBytes();
    }

    @Override
    public void clearCache() {
        super.clearCache();
        index.clear();
    }

    private void change(PageKey key, VoteCounts counts) {
        PageEntry entry = index.get(key);
        boolean known = entry != null;
        change(known ? entry : newEntry(key), known, counts);
    }

    private PageEntry newEntry(PageKey key) {
        PageEntry entry = new PageEntry(key);
        index.put(key, entry);
        return entry;
    }
}
