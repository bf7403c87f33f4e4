package io.rowcast.topology.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A store of decoded values. Values that changed since the last commit are encoded and written once, at the commit. Least
 * recently used values leave the cache when it exceeds its bytes, changed ones being written first; during a scan they
 * wait for its end.
 *
 * <p>A value returned by {@link #get} is the cached object: whoever changes it calls {@link #put} afterwards.
 *
 * @param <K> key, with equals and hashCode
 * @param <V> mutable value
 */
public abstract class WriteBackStore<K, V> extends ChangelogStore {
    private static final int ENTRY_BYTES = 120;

    private final long maxBytes;
    private final LinkedHashMap<K, Entry<V>> cache = new LinkedHashMap<>(16, 0.75f, true);
    private final List<K> changed = new ArrayList<>();
    private long cachedBytes;
    private boolean scanning;

    private static final class Entry<V> {
        private V value;
        private boolean changed;
        private int bytes;
    }

    WriteBackStore(KeyValueStore<Bytes, byte[]> inner, long maxBytes) {
        super(inner);
        this.maxBytes = maxBytes;
    }

    abstract Bytes keyBytes(K key);

    abstract K key(Bytes bytes);

    abstract byte[] encode(V value);

    abstract V decode(byte[] bytes);

    abstract int heapBytes(V value);

    /** The value of a key, or {@code null}. */
    public final V get(K key) {
        Entry<V> entry = cache.get(key);
        if (entry == null) {
            byte[] bytes = inner().get(keyBytes(key));
            if (bytes == null) {
                return null;
            }
            entry = new Entry<>();
            entry.value = decode(bytes);
            cache.put(key, entry);
            account(entry);
            evict();
        }
        return entry.value;
    }

    /** Stores a new or changed value. */
    public final void put(K key, V value) {
        change(key, value);
    }

    /** Deletes a key, which may be absent. */
    public final void delete(K key) {
        change(key, null);
    }

    /**
     * Visits stored values in ascending order of their key bytes. Values first stored since the last commit may be
     * missed. The visitor may put or delete the value it is given, and no other.
     *
     * @param from first key, or {@code null} for the lowest
     * @param visitor is given key and value; returns whether to go on
     * @return the key at which to continue, or {@code null} if there are no more
     */
    public final K scan(K from, BiPredicate<K, V> visitor) {
        // The iterator shows the store as it is now: a value written later would be read as it was before.
        scanning = true;
        try (KeyValueIterator<Bytes, byte[]> records = inner().range(from == null ? null : keyBytes(from), null)) {
            while (records.hasNext()) {
                KeyValue<Bytes, byte[]> record = records.next();
                K key = key(record.key);
                Entry<V> entry = cache.get(key);
                V value = entry != null ? entry.value : decode(record.value);
                if (value != null && !visitor.test(key, value)) {
                    return records.hasNext() ? key(records.peekNextKey()) : null;
                }
            }
            return null;
        } finally {
            scanning = false;
            evict();
        }
    }

    @Override
    final void write() {
        for (K key : changed) {
            Entry<V> entry = cache.get(key);
            if (entry != null && entry.changed) {
                writeEntry(key, entry);
                if (entry.value == null) {
                    cache.remove(key);
                    cachedBytes -= entry.bytes;
                }
            }
        }
        changed.clear();
        evict();
    }

    @Override
    public final void clearCache() {
        cache.clear();
        changed.clear();
        cachedBytes = 0;
    }

    private void change(K key, V value) {
        Entry<V> entry = cache.get(key);
        if (entry == null) {
            entry = new Entry<>();
            cache.put(key, entry);
        }
        entry.value = value;
        if (!entry.changed) {
            entry.changed = true;
            changed.add(key);
        }
        account(entry);
        evict();
    }

    private void account(Entry<V> entry) {
        int bytes = ENTRY_BYTES + (entry.value == null ? 0 : heapBytes(entry.value));
        cachedBytes += bytes - entry.bytes;
        entry.bytes = bytes;
    }

    private void evict() {
        if (scanning || cachedBytes <= maxBytes) {
            return;
        }
        var entries = cache.entrySet().iterator();
        while (cachedBytes > maxBytes && cache.size() > 1) {
            Map.Entry<K, Entry<V>> eldest = entries.next();
            Entry<V> entry = eldest.getValue();
            if (entry.changed) {
                writeEntry(eldest.getKey(), entry);
            }
            cachedBytes -= entry.bytes;
            entries.remove();
        }
    }

    private void writeEntry(K key, Entry<V> entry) {
        if (entry.value == null) {
            inner().delete(keyBytes(key));
        } else {
            inner().put(keyBytes(key), encode(entry.value));
        }
        entry.changed = false;
    }
}
