// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.client;

import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.codebook.RowChanges;
import io.rowcast.topology.graph.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The table of a deployment for a trainer, version by version: {@link #load} brings it to the newest version, each
 * {@link #poll} to the one after, and in between it does not change. The content hash of every version is checked. It has
 * no thread of its own, joins no group and keeps nothing on disk: a trainer calls it between two steps. Not thread-safe.
 */
public final class CodebookReader implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(100);

    private final String topic;
    private final VersionLog versions;
    private final TopicReader records;
    private final Fallback fallback;
    private final List<CodebookListener> listeners = new ArrayList<>();

    private TopicReader.Progress progress = (done, total) -> {};
    private VersionedTable table = new VersionedTable();
    private CodebookVersion current;

    /** The latest version that the reader has tried to reach. */
    private long tried;

    private long last = Long.MAX_VALUE;

    /**
     * Connects when it is first asked to read.
     *
     * @param clientProperties {@code bootstrap.servers} and any other settings of Kafka clients
     * @param versionsTopic the control topic, which names the mapping topic
     * @param fallback the row of ids that are not in the table
     */
    public CodebookReader(Map<String, Object> clientProperties, String versionsTopic, Fallback fallback) {
        this.topic = versionsTopic;
        this.fallback = fallback;
        this.versions = new VersionLog(clientProperties, versionsTopic);
        this.records = new TopicReader(clientProperties);
    }

    /** Adds someone to be told of versions and rows. */
    public void listen(CodebookListener listener) {
        listeners.add(listener);
    }

    /** Tells how far the reading of records is. */
    public void showProgress(TopicReader.Progress listener) {
        progress = listener;
    }

    /** Goes to no version after this one, so that several readers can be brought to the same. */
    public void stopAt(long version) {
        last = version;
    }

    /**
     * Reads the newest version from the beginning of the topic. Where the topic has been compacted past it, takes the next
     * one that can be read exactly.
     *
     * @param atMost how long to wait for a version
     * @throws NoVersionException if there is none within the time
     * @throws IllegalStateException if none can be read exactly within the time, or a topic does not exist, holds something else or
     *     gives nothing for a minute
     */
    public CodebookVersion load(Duration atMost) {
        BooleanSupplier inTime = until(atMost);
        readVersions(inTime);
        while (versions.versions().headMap(last, true).isEmpty()) {
            if (!inTime.getAsBoolean()) {
                throw new NoVersionException("topic " + topic + " holds no version"
                        + (last == Long.MAX_VALUE ? "" : " up to " + last) + " yet");
            }
            versions.poll(WAIT);
        }
        VersionedTable fresh = new VersionedTable();
        CodebookVersion target =
                versions.versions().headMap(last, true).lastEntry().getValue();
        while (!fresh.readTo(target, records, progress)) {
            CodebookVersion after = next(target.version());
            while (after == null) {
                if (!inTime.getAsBoolean()) {
                    throw unreadable(target.version());
                }
                versions.poll(WAIT);
                after = next(target.version());
            }
            target = after;
        }
        replace(fresh, target);
        return target;
    }

    /**
     * Reads one version from the beginning of the topic.
     *
     * @param atMost how long to wait for it if it is yet to come
     * @throws IllegalStateException if it is not there, or the topic has been compacted past it, or as {@link #load}
     */
    public CodebookVersion loadVersion(long version, Duration atMost) {
        BooleanSupplier inTime = until(atMost);
        readVersions(inTime);
        NavigableMap<Long, CodebookVersion> known = versions.versions();
        while (!known.containsKey(version)) {
            boolean passed = !known.isEmpty() && version < known.lastKey();
            if (passed || !inTime.getAsBoolean()) {
                if (known.isEmpty()) {
                    throw new NoVersionException("topic " + topic + " holds no version yet");
                }
                throw new IllegalStateException("topic " + topic + " does not hold version " + version + ", only "
                        + known.firstKey() + " to " + known.lastKey());
            }
            versions.poll(WAIT);
        }
        CodebookVersion target = known.get(version);
        VersionedTable fresh = new VersionedTable();
        if (!fresh.readTo(target, records, progress)) {
            throw unreadable(version);
        }
        replace(fresh, target);
        return target;
    }

    /**
     * Goes through all versions that have come since, each told to the listeners; before the first {@link #load} it does
     * that. Where the topic was compacted past one of them the reader goes on to the next, and reads the table anew if
     * need be; until one can be read exactly it stays at the version where it is.
     *
     * @param atMost how long to wait if there is nothing yet
     * @return whether the table is at another version than before
     * @throws IllegalStateException as {@link #load}, or if {@link #stopAt} names a version that cannot be read any more
     */
    public boolean poll(Duration atMost) {
        if (current == null) {
            load(atMost);
            return true;
        }
        long before = current.version();
        if (before >= last) {
            return false;
        }
        versions.poll(next(tried) == null ? atMost : Duration.ZERO);
        CodebookVersion target = null;
        for (CodebookVersion next = next(tried); next != null; next = next(tried)) {
            target = next;
            tried = target.version();
            if (table.advanceTo(target, records, progress)) {
                reached(target, table.takeChanges());
            }
        }
        if (target != null && current.version() < target.version()) {
            // A deletion that was compacted away before it was read does not show on the way; the beginning has no
            // trace.
            VersionedTable fresh = new VersionedTable();
            if (fresh.readTo(target, records, progress)) {
                replace(fresh, target);
            } else if (tried == last) {
                throw unreadable(tried);
            }
        }
        return current.version() != before;
    }

    /** The version that the table is at. */
    public Optional<CodebookVersion> version() {
        return Optional.ofNullable(current);
    }

    /** The table; another object once the reader had to read it anew. */
    public CodebookTable table() {
        return table.table();
    }

    /**
     * The rows of ids that are the decimal text of these numbers: two for each, the primary row, then the secondary row or
     * -1. An id that is not in the table, or whose generations are not those of its rows, has the row of the fallback.
     */
    public int[] rows(Side side, long... ids) {
        int[] rows = new int[2 * ids.length];
        for (int i = 0; i < ids.length; i++) {
            int entry = table().vertices(side).find(ids[i]);
            table().rows(side, entry, fallback, Mixing.mix(ids[i]), rows, 2 * i);
        }
        return rows;
    }

    /** As {@link #rows(Side, long...)}, of any ids. */
    public int[] rows(Side side, String... ids) {
        int[] rows = new int[2 * ids.length];
        for (int i = 0; i < ids.length; i++) {
            int entry = table().vertices(side).find(ids[i]);
            table().rows(side, entry, fallback, Fallback.hash(ids[i]), rows, 2 * i);
        }
        return rows;
    }

    @Override
    public void close() {
        try (versions) {
            records.close();
        }
    }

    private void readVersions(BooleanSupplier inTime) {
        while (!versions.exists() && inTime.getAsBoolean()) {
            LockSupport.parkNanos(WAIT.toNanos());
        }
        versions.readToEnd();
    }

    private CodebookVersion next(long version) {
        Map.Entry<Long, CodebookVersion> next =
                versions.versions().headMap(last, true).higherEntry(version);
        return next == null ? null : next.getValue();
    }

    private void replace(VersionedTable fresh, CodebookVersion version) {
        RowChanges changes = current == null ? new RowChanges() : fresh.changesSince(table);
        fresh.takeChanges();
        table = fresh;
        reached(version, changes);
    }

    private void reached(CodebookVersion version, RowChanges changes) {
        current = version;
        tried = version.version();
        versions.passed(version.version());
        for (CodebookListener listener : listeners) {
            for (Side side : Side.values()) {
                changes.rows(side, RowChanges.Kind.RESET).stream()
                        .forEach(row -> listener.onRowReset(
                                side, row, table().rows(side).generation(row)));
            }
            listener.onVersion(version, changes);
        }
    }

    private IllegalStateException unreadable(long version) {
        return new IllegalStateException("version " + version + " of topic " + topic
                + " can no longer be read exactly: the mapping topic was compacted past it");
    }

    private static BooleanSupplier until(Duration atMost) {
        long start = System.nanoTime();
        return () -> System.nanoTime() - start < atMost.toNanos();
    }
}
