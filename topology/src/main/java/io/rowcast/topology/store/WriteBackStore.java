// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorContextUtils;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A store of decoded values. Values that changed since the last commit are encoded and sent to the changelog at the
 * commit, or before it, see {@link #writeAhead}. RocksDB gets a value only when it leaves the cache, or when Kafka Streams wants the local state to be as the
 * changelog is, as before a task moves or stops: until then a crash has the state restored from the changelog anyhow, as
 * it does after every crash under exactly-once.
 *
 * <p>When the cache exceeds its bytes, values leave it that were not asked for since the hand of a clock last passed them;
 * while values are visited they wait for the visit to end. A value that was found is the cached object: whoever changes it
 * stores it afterwards.
 *
 * @param <V> mutable value
 */
public abstract class WriteBackStore<V> extends ChangelogStore {
    /** An entry, its slots in the index and in the clock. */
    private static final int ENTRY_BYTES = 72;

    private static final int MAX_BATCH = 1000;

    /** Of what was written ahead, the share that may change again before the commit. */
    private static final double WASTE = 0.1;

    /** Commits after which writing ahead is tried again. */
    private static final int COMMITS_WITHOUT = 16;

    private final long maxBytes;
    private final ArrayList<Entry<V>> clock = new ArrayList<>();
    private final ArrayList<Entry<V>> changed = new ArrayList<>();
    private long cachedBytes;
    private int hand;
    private boolean visiting;
    private int commits;
    private int aheadFromCommit;
    private int aheadUpTo;
    private int changedByLastTick;
    private int writtenAhead;
    private int wasted;
    private InternalProcessorContext<?, ?> changelog;

    /**
     * A cached value; one that is deleted is {@code null} until that is written.
     *
     * @param <V> mutable value
     */
    static class Entry<V> {
        private V value;
        private int bytes;

        /** Bytes of the heap that its encoded form takes while it is shown to readers. */
        private int shownBytes;

        private int slot;
        private boolean used;

        /** Whether the changelog has an older value. */
        private boolean changed;

        /** The commit for which the changelog was last written ahead. */
        private int aheadOf = -1;

        /** Whether RocksDB has an older value or none. */
        private boolean behind;

        /** Whether RocksDB is known to have a value. */
        private boolean present;

        final V value() {
            return value;
        }
    }

    WriteBackStore(KeyValueStore<Bytes, byte[]> inner, long maxBytes) {
        super(inner);
        this.maxBytes = maxBytes;
    }

    @Override
    public final void init(StateStoreContext context, StateStore root) {
        // What a store with a changelog of Kafka Streams' own does too; it has no way to do it later than the store.
        changelog = ProcessorContextUtils.asInternalProcessorContext(context);
        super.init(context, root);
    }

    abstract Bytes key(Entry<V> entry);

    /** Tells that an entry is no longer in the cache. */
    abstract void dropped(Entry<V> entry);

    /**
     * Shows an encoded value, as the changelog got it, to readers on other threads, for as long as RocksDB is behind.
     *
     * @return bytes of the heap it takes, 0 if it is not shown
     */
    abstract int show(Entry<V> entry, byte[] encoded);

    /** Shows a value no longer, as RocksDB has it now. */
    abstract void hide(Entry<V> entry);

    abstract byte[] encode(V value);

    abstract V decode(byte[] bytes);

    abstract int heapBytes(V value);

    /** The value of an entry that was looked up. */
    final V use(Entry<V> entry) {
        entry.used = true;
        return entry.value;
    }

    /** Takes a stored value into the cache. */
    final V load(Entry<V> entry, V stored) {
        entry.value = stored;
        entry.present = true;
        entry.used = !visiting;
        enter(entry);
        evict();
        return stored;
    }

    /**
     * Changes a value.
     *
     * @param known whether the entry is in the cache
     * @param value the new value, or {@code null} to delete it
     */
    final void change(Entry<V> entry, boolean known, V value) {
        entry.value = value;
        entry.used = true;
        if (known) {
            account(entry);
        } else {
            enter(entry);
        }
        if (!entry.changed) {
            entry.changed = true;
            changed.add(entry);
            wasted += entry.aheadOf == commits ? 1 : 0;
        }
        evict();
    }

    /**
     * Sends what changed before the last call to the changelog, if little of that is going to change again before the
     * commit, so that less is left for the commit. To be called in regular intervals that are short beside those of commits.
     */
    public final void writeAhead() {
        if (commits >= aheadFromCommit) {
            for (; aheadUpTo < changedByLastTick; aheadUpTo++) {
                Entry<V> entry = changed.get(aheadUpTo);
                if (entry.changed && entry.value != null) {
                    log(entry);
                    entry.aheadOf = commits;
                    writtenAhead++;
                }
            }
        }
        changedByLastTick = changed.size();
    }

    final int cached() {
        return clock.size();
    }

    final Entry<V> cached(int slot) {
        return clock.get(slot);
    }

    final boolean hasRoomFor(V value) {
        return cachedBytes + ENTRY_BYTES + heapBytes(value) <= maxBytes;
    }

    /** Keeps everything in the cache where it is until {@link #endVisit()}. */
    final void beginVisit() {
        visiting = true;
    }

    final void endVisit() {
        visiting = false;
        evict();
    }

    @Override
    final void write() {
        for (Entry<V> entry : changed) {
            if (entry.changed) {
                log(entry);
                if (entry.value == null) {
                    inner().delete(key(entry));
                    drop(entry);
                }
            }
        }
        changed.clear();
        evict();
        if (wasted > WASTE * writtenAhead) {
            aheadFromCommit = commits + 1 + COMMITS_WITHOUT;
        }
        commits++;
        beginAhead();
    }

    @Override
    final void store() {
        storeWhere(entry -> entry.behind && !entry.changed);
    }

    /** Has RocksDB know of all values there are, if not in their latest form. */
    final void storeUnknown() {
        storeWhere(entry -> !entry.present && entry.value != null);
    }

    @Override
    public void clearCache() {
        clock.clear();
        changed.clear();
        cachedBytes = 0;
        hand = 0;
        commits = 0;
        aheadFromCommit = 0;
        beginAhead();
    }

    private void beginAhead() {
        aheadUpTo = 0;
        changedByLastTick = 0;
        writtenAhead = 0;
        wasted = 0;
    }

    private void log(Entry<V> entry) {
        byte[] encoded = entry.value == null ? null : encode(entry.value);
        log(entry, encoded);
        if (encoded != null) {
            entry.shownBytes = show(entry, encoded);
            account(entry);
        }
    }

    private void log(Entry<V> entry, byte[] encoded) {
        changelog.logChange(
                name(), key(entry), encoded, changelog.recordContext().timestamp(), new RecordHeaders(), getPosition());
        // Not before: what could not be sent must not look as if it had been.
        entry.changed = false;
        entry.behind = true;
    }

    private void storeWhere(Predicate<Entry<V>> due) {
        List<Entry<V>> batch = new ArrayList<>();
        for (Entry<V> entry : clock) {
            if (due.test(entry)) {
                batch.add(entry);
                if (batch.size() == MAX_BATCH) {
                    storeAll(batch);
                    batch.clear();
                }
            }
        }
        storeAll(batch);
    }

    private void storeAll(List<Entry<V>> batch) {
        List<KeyValue<Bytes, byte[]>> records = new ArrayList<>(batch.size());
        for (Entry<V> entry : batch) {
            records.add(KeyValue.pair(key(entry), encode(entry.value)));
        }
        if (!records.isEmpty()) {
            inner().putAll(records);
        }
        for (Entry<V> entry : batch) {
            entry.behind = false;
            entry.present = true;
            hideShown(entry);
        }
    }

    private void hideShown(Entry<V> entry) {
        if (entry.shownBytes != 0) {
            hide(entry);
            entry.shownBytes = 0;
            account(entry);
        }
    }

    private void enter(Entry<V> entry) {
        entry.slot = clock.size();
        clock.add(entry);
        account(entry);
    }

    private void account(Entry<V> entry) {
        int bytes = ENTRY_BYTES + entry.shownBytes + (entry.value == null ? 0 : heapBytes(entry.value));
        cachedBytes += bytes - entry.bytes;
        entry.bytes = bytes;
    }

    private void evict() {
        if (visiting) {
            return;
        }
        while (cachedBytes > maxBytes && clock.size() > 1) {
            hand = hand >= clock.size() ? 0 : hand;
            Entry<V> entry = clock.get(hand);
            if (entry.used) {
                entry.used = false;
                hand++;
            } else {
                leave(entry);
            }
        }
    }

    private void leave(Entry<V> entry) {
        byte[] encoded = entry.value != null && (entry.changed || entry.behind) ? encode(entry.value) : null;
        if (entry.changed) {
            log(entry, encoded);
        }
        if (entry.value == null) {
            inner().delete(key(entry));
        } else if (entry.behind) {
            inner().put(key(entry), encoded);
        }
        drop(entry);
    }

    private void drop(Entry<V> entry) {
        hideShown(entry);
        cachedBytes -= entry.bytes;
        Entry<V> last = clock.remove(clock.size() - 1);
        if (last != entry) {
            clock.set(entry.slot, last);
            last.slot = entry.slot;
        }
        dropped(entry);
    }
}
