package io.rowcast.topology.store;

import io.rowcast.topology.graph.VoteCounts;
import io.rowcast.topology.graph.VotePages;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.VoteCountsFormat;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Votes of popular items by item and page. Key: item hash 8 B | page 4 B, big-endian. */
public final class VotePageStore extends WriteBackStore<VotePageStore.PageKey, VoteCounts> implements VotePages {
    private static final int KEY_BYTES = Long.BYTES + Integer.BYTES;

    record PageKey(long item, int page) {}

    VotePageStore(KeyValueStore<Bytes, byte[]> inner, long maxBytes) {
        super(inner, maxBytes);
    }

    @Override
    public VoteCounts load(long item, int page) {
        VoteCounts counts = get(new PageKey(item, page));
        if (counts == null) {
            throw new CorruptRecordException("label votes: page " + page + " of item " + item + " is missing");
        }
        return counts;
    }

    @Override
    public void save(long item, int page, VoteCounts counts) {
        put(new PageKey(item, page), counts);
    }

    @Override
    public void delete(long item, int page) {
        delete(new PageKey(item, page));
    }

    @Override
    Bytes keyBytes(PageKey key) {
        return Bytes.wrap(ByteBuffer.allocate(KEY_BYTES)
                .putLong(key.item())
                .putInt(key.page())
                .array());
    }

    @Override
    PageKey key(Bytes bytes) {
        if (bytes.get().length != KEY_BYTES) {
            throw new CorruptRecordException("label votes key: " + bytes.get().length + " bytes are not " + KEY_BYTES);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes.get());
        return new PageKey(buffer.getLong(), buffer.getInt());
    }

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
}
