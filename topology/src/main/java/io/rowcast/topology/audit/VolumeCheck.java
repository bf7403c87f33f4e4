// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.audit.Recounted.Task;
import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.clustering.VertexWeighting;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.processor.ClusterVolumePartitioner;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.store.DeploymentMismatchException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Compares what tasks wrote of themselves, to their stores and to all others, with the recount from their vertices. */
final class VolumeCheck {
    private static final Set<Kind> PUBLISHED =
            EnumSet.complementOf(EnumSet.of(Kind.FORGET, Kind.SECONDARIES, Kind.SECONDARY_CHANGES));

    private final ClusteringConfig config;
    private final Findings findings;
    private final Recounted recounted;
    private final Map<Side, TaskRecords> stores = new EnumMap<>(Side.class);
    private final TaskRecords published;

    /** Not so in what a build left that did not count members, until one that does has run. */
    private final boolean membersAreCounted;

    /**
     * Reads the records.
     *
     * @throws DeploymentMismatchException if they were written with another K or other weightings
     */
    VolumeCheck(
            Spool spool,
            Function<Section, String> topics,
            ClusteringConfig config,
            Findings findings,
            Recounted recounted) {
        this.config = config;
        this.findings = findings;
        this.recounted = recounted;
        for (Side side : Side.values()) {
            Section section = side == Side.USER ? Section.USER_VOLUMES : Section.ITEM_VOLUMES;
            stores.put(
                    side,
                    new TaskRecords(
                            spool,
                            section,
                            topics.apply(section),
                            config,
                            findings.storedVolumes,
                            (key, partition) ->
                                    key.kind() == Kind.FORGET || (key.side() == side && key.partition() == partition)));
        }
        published = new TaskRecords(
                spool,
                Section.PUBLISHED_VOLUMES,
                topics.apply(Section.PUBLISHED_VOLUMES),
                config,
                findings.publishedVolumes,
                this::isPublishedTo);
        membersAreCounted = published.tellMembers() || stores.values().stream().anyMatch(TaskRecords::tellMembers);
    }

    private boolean isPublishedTo(ClusterVolumeKey key, int partition) {
        return PUBLISHED.contains(key.kind())
                && key.partition() >= 0
                && key.partition() < config.partitions()
                && ClusterVolumePartitioner.partition(key, config.partitions()) == partition;
    }

    /** What tasks told all others. */
    TaskRecords published() {
        return published;
    }

    /** A counter as a task keeps it. */
    long stored(Task task, Counter counter) {
        return stores.get(task.side()).counts(task)[counter.ordinal()];
    }

    /** The latest event time that a task kept, in seconds since the epoch; 0 where edges never expire. */
    long eventTime() {
        return stores.get(Side.USER).latest(Counter.EVENT_TIME);
    }

    /**
     * Compares.
     *
     * @return the tasks that had not published their last volumes; 0 unless at rest
     */
    int run(PendingVotes pending, boolean atRest) {
        int behind = 0;
        Map<Side, Long> storedTotals = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            for (int partition = 0; partition < config.partitions(); partition++) {
                Task task = new Task(side, partition);
                TaskRecords store = stores.get(side);
                long[] stored = store.volumes(task);
                storedTotals.merge(side, Arrays.stream(stored).sum(), Long::sum);
                compare(findings.storedVolumes, store.topic(), task, stored);
                compareMembers(findings.storedVolumes, store, task);
                if (side == Side.USER) {
                    compareSecondaries(store, task);
                }
                checkCounters(task, store.counts(task));
                if (atRest && !Arrays.equals(store.counts(task), published.counts(task))) {
                    behind++;
                } else {
                    compare(findings.publishedVolumes, published.topic(), task, published.volumes(task));
                    compareMembers(findings.publishedVolumes, published, task);
                    comparePublished(task, store.counts(task));
                }
            }
        }
        findings.counters.require(
                published.premiums().equals(stores.get(Side.USER).premiums()),
                "%s: the premiums are %s, in the store %s",
                published.topic(),
                published.premiums(),
                stores.get(Side.USER).premiums());
        checkSums(pending, storedTotals);
        return behind;
    }

    private void compare(Tally tally, String place, Task task, long[] found) {
        long[] expected = recounted.volumes(task);
        for (int label = 0; label < found.length; label++) {
            tally.checked();
            if (found[label] != expected[label]) {
                tally.violation(
                        "%s: %s, label %d has volume %d, not %d", place, task, label, found[label], expected[label]);
            }
        }
    }

    private void compareMembers(Tally tally, TaskRecords records, Task task) {
        if (!membersAreCounted) {
            return;
        }
        long[] found = records.members(task);
        long[] expected = recounted.members(task);
        for (int label = 0; label < found.length; label++) {
            tally.require(
                    found[label] == expected[label],
                    "%s: %s, label %d has %d members, not %d",
                    records.topic(),
                    task,
                    label,
                    found[label],
                    expected[label]);
        }
    }

    private void compareSecondaries(TaskRecords store, Task task) {
        long[] found = store.secondaries(task);
        long[] expected = recounted.secondaries(task.partition());
        for (int label = 0; label < found.length; label++) {
            findings.storedVolumes.require(
                    found[label] == expected[label],
                    "%s: %s, label %d is the second one of %d users, not %d",
                    store.topic(),
                    task,
                    label,
                    found[label],
                    expected[label]);
        }
    }

    private void checkCounters(Task task, long[] stored) {
        List<Counter> recountable = task.side() == Side.USER
                ? List.of(Counter.VERTICES, Counter.EDGES, Counter.EDGE_WEIGHT)
                : List.of(Counter.VERTICES, Counter.EDGE_WEIGHT, Counter.INSIDE_WEIGHT);
        for (Counter counter : recountable) {
            findings.counters.require(
                    stored[counter.ordinal()] == recounted.count(task, counter),
                    "%s: %s counts %d %s, not %d",
                    stores.get(task.side()).topic(),
                    task,
                    stored[counter.ordinal()],
                    counter,
                    recounted.count(task, counter));
        }
    }

    private void comparePublished(Task task, long[] stored) {
        long[] told = published.counts(task);
        for (Counter counter : Counter.values()) {
            findings.counters.require(
                    told[counter.ordinal()] == stored[counter.ordinal()],
                    "%s: %s reports %d %s, but its store has %d",
                    published.topic(),
                    task,
                    told[counter.ordinal()],
                    counter,
                    stored[counter.ordinal()]);
        }
    }

    private void checkSums(PendingVotes pending, Map<Side, Long> storedTotals) {
        long users = recounted.count(Side.USER, Counter.EDGE_WEIGHT);
        long items = recounted.count(Side.ITEM, Counter.EDGE_WEIGHT);
        findings.edges.require(
                users == items + pending.weight(),
                "users have edges of weight %d, items of %d, with %d under way",
                users,
                items,
                pending.weight());
        for (Side side : Side.values()) {
            if (config.parameters().weighting(side) == VertexWeighting.DEGREE) {
                long weight = side == Side.USER ? users : items;
                findings.edges.require(
                        storedTotals.get(side) == weight,
                        "the volumes of %ss add up to %d, their edges to %d",
                        side.word(),
                        storedTotals.get(side),
                        weight);
            }
        }
        long sent = stores.get(Side.USER).count(Side.USER, Counter.VOTES);
        long counted = stores.get(Side.ITEM).count(Side.ITEM, Counter.VOTES);
        findings.counters.require(
                sent - counted == pending.count(),
                "users sent %d votes, items counted %d, and %d are under way",
                sent,
                counted,
                pending.count());
    }
}
