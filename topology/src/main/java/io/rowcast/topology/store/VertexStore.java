// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Vertices of one side and task by hash, see {@link HashKey}.
 *
 * <p>Vertices are visited in passes. As long as all of them are in the cache, a pass goes through the cache, newest first,
 * and a hash that is not cached needs no look into RocksDB. When they no longer fit, a pass follows the keys in RocksDB.
 *
 * @param <V> the kind of vertex
 */
public abstract class VertexStore<V> extends WriteBackStore<V> {
    /** An array, its key and its place in a map. */
    private static final int SHOWN_BYTES = 80;

    /** {@link #position} between passes. */
    private static final int NOT_BEGUN = -2;

    /** {@link #position} in a pass along the keys in RocksDB. */
    private static final int IN_STORE = -1;

    private final Long2ObjectOpenHashMap<VertexEntry<V>> index = new Long2ObjectOpenHashMap<>();
    /** The encoded form of vertices, as the changelog got them, where RocksDB has an older one or none. */
    private final Map<Long, byte[]> shown = new ConcurrentHashMap<>();

    private boolean opened;
    private boolean complete;

    /** In a pass through the cache: the slots below are still to be visited. */
    private int position = NOT_BEGUN;

    private Bytes from;
    private boolean allCached;

    private static final class VertexEntry<V> extends Entry<V> {
        private final long hash;

        VertexEntry(long hash) {
            this.hash = hash;
        }
    }

    /**
     * Is shown vertices.
     *
     * @param <V> the kind of vertex
     */
    @FunctionalInterface
    public interface Visitor<V> {
        /**
         * Looks at a vertex; may store or delete it, and no other.
         *
         * @return whether to go on now
         */
        boolean visit(long hash, V vertex);
    }

    VertexStore(KeyValueStore<Bytes, byte[]> inner, long maxBytes) {
        super(inner, maxBytes);
    }

    /** The vertex of a hash, or {@code null}. */
    public final V get(long hash) {
        VertexEntry<V> entry = index.get(hash);
        if (entry != null) {
            return use(entry);
        }
        if (complete()) {
            return null;
        }
        byte[] stored = inner().get(HashKey.bytes(hash));
        return stored == null ? null : load(newEntry(hash), decode(stored));
    }

    /**
     * The vertex of a hash as it was sent to the changelog last, or {@code null}. For any thread: neither it nor the owner waits
     * for the other. It is a copy, and at the latest one commit old.
     *
     * @throws InvalidStateStoreException if the store is closed, as its task has moved
     */
    public final V read(long hash) {
        return read(hash, opening());
    }

    /**
     * As {@link #read(long)}.
     *
     * @param asOf the {@link #opening()} to read in
     * @throws InvalidStateStoreException if the store is closed, or opened again: then it may not be restored yet
     */
    public final V read(long hash, int asOf) {
        byte[] encoded = whileOpen(asOf, () -> {
            byte[] latest = shown.get(hash);
            return latest != null ? latest : inner().get(HashKey.bytes(hash));
        });
        return encoded == null ? null : decode(encoded);
    }

    /** Stores a new or changed vertex. */
    public final void put(long hash, V vertex) {
        change(hash, vertex);
    }

    /** Deletes a vertex, which may be absent. */
    public final void delete(long hash) {
        change(hash, null);
    }

    /**
     * Visits vertices from where the last call stopped. Every vertex that was stored, and committed, before the pass
     * began is visited at least once in it; of those stored later some may be.
     *
     * @return whether the pass is done, so that the next call begins another
     */
    public final boolean visit(Visitor<V> visitor) {
        if (position == NOT_BEGUN) {
            begin(complete());
        } else if (position != IN_STORE && !complete) {
            // What left the cache was perhaps not visited yet.
            begin(false);
        }
        beginVisit();
        boolean done;
        try {
            done = position == IN_STORE ? visitStored(visitor) : visitCached(visitor);
        } finally {
            endVisit();
        }
        if (done) {
            complete = position == IN_STORE ? allCached : complete;
            position = NOT_BEGUN;
        }
        return done;
    }

    /** Has the next visit begin another pass. */
    public final void restart() {
        position = NOT_BEGUN;
    }

    private void begin(boolean inCache) {
        from = null;
        allCached = true;
        if (inCache) {
            position = cached();
        } else {
            position = IN_STORE;
            storeUnknown();
        }
    }

    private boolean visitCached(Visitor<V> visitor) {
        // From last to first, as the last one takes the slot of one that is dropped in between.
        position = Math.min(position, cached());
        while (position > 0) {
            position--;
            VertexEntry<V> entry = (VertexEntry<V>) cached(position);
            if (entry.value() != null && !visitor.visit(entry.hash, entry.value())) {
                return position == 0;
            }
        }
        return true;
    }

    private boolean visitStored(Visitor<V> visitor) {
        // The iterator shows the store as it is now: a value written later would be read as it was before.
        try (KeyValueIterator<Bytes, byte[]> records = inner().range(from, null)) {
            while (records.hasNext()) {
                KeyValue<Bytes, byte[]> record = records.next();
                long hash = HashKey.decode(record.key.get());
                VertexEntry<V> entry = index.get(hash);
                V vertex = entry != null ? entry.value() : decode(record.value);
                if (entry == null && hasRoomFor(vertex)) {
                    load(newEntry(hash), vertex);
                } else if (entry == null) {
                    allCached = false;
                }
                if (vertex != null && !visitor.visit(hash, vertex)) {
                    if (!records.hasNext()) {
                        return true;
                    }
                    from = records.peekNextKey();
                    return false;
                }
            }
            return true;
        }
    }

    @Override
    final Bytes key(Entry<V> entry) {
        return HashKey.bytes(((VertexEntry<V>) entry).hash);
    }

    @Override
    final int show(Entry<V> entry, byte[] encoded) {
        shown.put(((VertexEntry<V>) entry).hash, encoded);
        return SHOWN_BYTES + encoded.length;
    }

    @Override
    final void hide(Entry<V> entry) {
        shown.remove(((VertexEntry<V>) entry).hash);
    }

    @Override
    final void dropped(Entry<V> entry) {
        index.remove(((VertexEntry<V>) entry).hash);
        if (entry.value() != null) {
            complete = false;
            allCached = false;
        }
    }

    @Override
    public final void clearCache() {
        super.clearCache();
        index.clear();
        shown.clear();
        opened = false;
        complete = false;
        position = NOT_BEGUN;
    }

    private void change(long hash, V vertex) {
        // Looks whether anything is stored before this is.
        complete();
        VertexEntry<V> entry = index.get(hash);
        boolean known = entry != null;
        change(known ? entry : newEntry(hash), known, vertex);
    }

    private VertexEntry<V> newEntry(long hash) {
        VertexEntry<V> entry = new VertexEntry<>(hash);
        index.put(hash, entry);
        return entry;
    }

    /** Whether everything stored is in the cache, as it is from the beginning where nothing is stored yet. */
    private boolean complete() {
        if (!opened) {
            opened = true;
            try (KeyValueIterator<Bytes, byte[]> records = inner().all()) {
                complete = !records.hasNext();
            }
        }
        return complete;
    }
}
