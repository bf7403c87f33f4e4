// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.codebook;

import io.rowcast.topology.codebook.RowChanges.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the parts of all partitions together to versions. The latest parts of all partitions are a version at any time: each
 * is exactly its partition at its position, and a partition that sends none has not changed or is not processed. Bounded by
 * K and the number of partitions.
 */
public final class VersionAssembly {
    /** Requests that not all partitions have answered; older ones are given up. */
    static final int MAX_PENDING = 64;

    private final VersionPart[] parts;
    private final RowChanges changes = new RowChanges();
    private final LinkedHashMap<Long, BitSet> pending = new LinkedHashMap<>();
    private final List<Long> answered = new ArrayList<>();
    private Progress progress = Progress.NONE;

    /**
     * What was cut so far.
     *
     * @param last number of the last version, 0 before the first
     * @param oldest number of the oldest version that is kept, 1 before the first
     * @param changed whether the table changed since the last version
     */
    public record Progress(long last, long oldest, boolean changed) {
        public static final Progress NONE = new Progress(0, 1, false);
    }

    /**
     * @param partitions partitions of the mapping topic
     */
    public VersionAssembly(int partitions) {
        parts = new VersionPart[partitions];
    }

    /**
     * Adds a part.
     *
     * @throws IllegalStateException if it is not the next one of its partition
     */
    public void add(VersionPart part) {
        VersionPart before = parts[part.partition()];
        long number = before == null ? 0 : before.number();
        long position = before == null ? 0 : before.position();
        if (part.number() != number + 1 || part.position() < position) {
            throw new IllegalStateException("part " + part.number() + " of partition " + part.partition()
                    + " at position " + part.position() + " does not follow part " + number + " at position "
                    + position);
        }
        parts[part.partition()] = part.withoutChanges();
        changes.add(part.changes());
        if (part.position() > position) {
            progress = new Progress(progress.last, progress.oldest, true);
        }
        part.requests().forEach(request -> answer(request, part.partition()));
    }

    private void answer(long request, int partition) {
        BitSet partitions = pending.computeIfAbsent(request, id -> new BitSet());
        partitions.set(partition);
        if (partitions.cardinality() == parts.length) {
            pending.remove(request);
            answered.add(request);
        } else if (pending.size() > MAX_PENDING) {
            pending.remove(pending.keySet().iterator().next());
        }
    }

    /** Whether every partition has answered a request since the last version. */
    public boolean asked() {
        return !answered.isEmpty();
    }

    /** Whether a version would be another table than the last one, and every partition has given a part. */
    public boolean changed() {
        if (!progress.changed) {
            return false;
        }
        for (VersionPart part : parts) {
            if (part == null) {
                return false;
            }
        }
        return true;
    }

    /** The requests that the next version answers. */
    public List<Long> answered() {
        return List.copyOf(answered);
    }

    /**
     * Makes the next version of the latest parts, all of which must be there.
     *
     * @param now milliseconds since the epoch
     */
    public CodebookVersion cut(long now, String topic, int rows, CodebookVersion.Parameters parameters) {
        List<Long> offsets = new ArrayList<>();
        TableSum sum = TableSum.ZERO;
        for (VersionPart part : parts) {
            offsets.add(part.position());
            sum = sum.plus(part.sum());
        }
        CodebookVersion version = new CodebookVersion(
                progress.last + 1,
                topic,
                now,
                offsets,
                rows,
                sum,
                parameters,
                CodebookVersion.Rows.of(changes, Kind.CHANGED),
                CodebookVersion.Rows.of(changes, Kind.RESET),
                CodebookVersion.Rows.of(changes, Kind.FREED));
        changes.clear();
        answered.clear();
        progress = new Progress(version.version(), progress.oldest, false);
        return version;
    }

    /** Lets go of the oldest version if more than {@code keep} are kept. */
    public boolean expire(int keep) {
        if (progress.last - progress.oldest < keep) {
            return false;
        }
        progress = new Progress(progress.last, progress.oldest + 1, progress.changed);
        return true;
    }

    public Progress progress() {
        return progress;
    }

    /** What happened to rows since the last version. */
    public RowChanges changes() {
        return changes;
    }

    /** Requests that not all partitions have answered, with those that have; the oldest first. */
    public Map<Long, BitSet> pending() {
        return pending;
    }

    /** The latest part of a partition, without changes, or {@code null}. */
    public VersionPart part(int partition) {
        return parts[partition];
    }

    /** Begins with what its keeper reads back, rows excepted. */
    public void restore(Progress newProgress, Map<Long, BitSet> newPending, List<VersionPart> newParts) {
        progress = newProgress;
        changes.clear();
        answered.clear();
        pending.clear();
        pending.putAll(newPending);
        newParts.forEach(part -> parts[part.partition()] = part);
    }
}
