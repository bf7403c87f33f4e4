// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A store with a form of its own in memory, in front of a RocksDB store with a changelog. What changed in memory is
 * written when Kafka Streams is about to commit: inside the transaction, so that store, changelog and output never
 * disagree. Being a {@link CachedStateStore} is what makes Kafka Streams call {@link #flushCache()} at that moment; there
 * is no public hook for it.
 */
abstract class ChangelogStore implements StateStore, CachedStateStore<byte[], byte[]> {
    private final KeyValueStore<Bytes, byte[]> inner;
    private final ReadWriteLock reads = new ReentrantReadWriteLock();
    private Runnable beforeWrite = () -> {};
    private final AtomicInteger openings = new AtomicInteger();

    ChangelogStore(KeyValueStore<Bytes, byte[]> inner) {
        this.inner = inner;
    }

    final KeyValueStore<Bytes, byte[]> inner() {
        return inner;
    }

    @Override
    public final void flushCache() {
        beforeWrite.run();
        write();
    }

    /** Writes what changed in memory since the last commit, at least to the changelog. */
    abstract void write();

    /** Brings the RocksDB store up to the changelog. */
    abstract void store();

    /**
     * Has something done at each commit, before this store writes; what it sends or stores belongs to the same
     * transaction.
     */
    public final void beforeCommit(Runnable action) {
        beforeWrite = action;
    }

    @Override
    public final boolean setFlushListener(CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public final String name() {
        return inner.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        openings.incrementAndGet();
        inner.init(context, root);
    }

    /** How often the store has been opened: it may be closed, and opened anew with less in it, by its task. For any thread. */
    public final int opening() {
        return openings.get();
    }

    @Override
    public final void commit(Map<TopicPartition, Long> changelogOffsets) {
        store();
        inner.commit(changelogOffsets);
    }

    @Override
    public final Long committedOffset(TopicPartition partition) {
        return inner.committedOffset(partition);
    }

    @Override
    @SuppressWarnings("deprecation") // deprecated to implement differently, but asked of every store
    public final boolean managesOffsets() {
        return inner.managesOffsets();
    }

    @Override
    public final Position getPosition() {
        return inner.getPosition();
    }

    @Override
    public final boolean persistent() {
        return inner.persistent();
    }

    @Override
    public final boolean isOpen() {
        return inner.isOpen();
    }

    @Override
    public final void close() {
        beforeWrite = () -> {};
        reads.writeLock().lock();
        try {
            clearCache();
            inner.close();
        } finally {
            reads.writeLock().unlock();
        }
    }

    /**
     * Reads something from another thread than the one that owns the store, which does not close it meanwhile. The owner waits
     * for such reads at no other moment.
     *
     * @param asOf the {@link #opening()} to read in
     * @throws InvalidStateStoreException if the store is closed, or opened again
     */
    final <T> T whileOpen(int asOf, Supplier<T> read) {
        reads.readLock().lock();
        try {
            if (opening() != asOf || !inner.isOpen()) {
                throw new InvalidStateStoreException(name() + " is closed");
            }
            return read.get();
        } finally {
            reads.readLock().unlock();
        }
    }
}
