// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.audit.Recounted.Task;
import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.clustering.TaskReport;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.PremiumFormat;
import io.rowcast.topology.serde.PremiumFormat.Premiums;
import io.rowcast.topology.serde.TaskReportFormat;
import io.rowcast.topology.serde.VolumeBlockFormat;
import io.rowcast.topology.serde.VolumeChangesFormat;
import io.rowcast.topology.store.DeploymentMismatchException;
import io.rowcast.topology.store.OwnedRows;
import io.rowcast.topology.store.VolumeLog;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What tasks wrote of themselves to one place: their volumes, reports and premiums. Bounded by K times the partitions. */
final class TaskRecords {
    private final String topic;
    private final ClusteringConfig config;
    private final Tally tally;
    private final Placement placement;
    private final Map<Task, Map<ClusterVolumeKey, byte[]>> volumes = new TreeMap<>(Task.ORDER);
    private final Map<Task, TaskReport> reports = new TreeMap<>(Task.ORDER);
    private Premiums premiums = Premiums.NONE;

    /** Where the records of a place belong. */
    @FunctionalInterface
    interface Placement {
        boolean holds(ClusterVolumeKey key, int partition);
    }

    /**
     * Reads them.
     *
     * @param tally what is wrong with a record goes here
     * @throws DeploymentMismatchException if they were written with another K or other weightings
     */
    TaskRecords(Spool spool, Section section, String topic, ClusteringConfig config, Tally tally, Placement placement) {
        this.topic = topic;
        this.config = config;
        this.tally = tally;
        this.placement = placement;
        try (Spool.Scan scan = spool.scan(section)) {
            for (; scan.key() != null; scan.next()) {
                TopicRecord record = TopicRecord.of(topic, scan);
                try {
                    read(record);
                } catch (CorruptRecordException e) {
                    tally.checked();
                    tally.violation("%s: %s", record.place(), e.getMessage());
                }
            }
        }
    }

    private void read(TopicRecord record) {
        ClusterVolumeKey key = ClusterVolumeKey.decode(record.key());
        if (!placement.holds(key, record.partition())) {
            throw new CorruptRecordException("the record of " + key + " does not belong here");
        }
        Task task = new Task(key.side(), key.partition());
        switch (key.kind()) {
            case VOLUMES, SECONDARIES, ROWS, MEMBERS -> {
                VolumeBlockFormat.decode(record.value(), new long[VolumeBlockFormat.LABELS]);
                volumes.computeIfAbsent(task, t -> new HashMap<>()).put(key, record.value());
            }
            case CHANGES, SECONDARY_CHANGES, ROW_CHANGES, MEMBER_CHANGES -> {
                VolumeChangesFormat.decode(record.value(), config.rows(), (label, volume) -> {});
                volumes.computeIfAbsent(task, t -> new HashMap<>()).put(key, record.value());
            }
            case REPORT -> {
                TaskReport report = TaskReportFormat.decode(record.value());
                DeploymentMismatchException.check(config.parameters().deployment(), report.deployment(), topic);
                reports.put(task, report);
            }
            case PREMIUM -> premiums = PremiumFormat.decode(record.value());
            case FORGET -> {
                // What a task is still to do; there is nothing to compare it with.
            }
        }
    }

    /** The volumes of a task by label. */
    long[] volumes(Task task) {
        return read(task, Kind.VOLUMES, config.rows());
    }

    /** How many vertices of a task have each label. */
    long[] members(Task task) {
        return read(task, Kind.MEMBERS, config.rows());
    }

    /** Whether any task tells of members: those of a build that did not count them tell of none. */
    boolean tellMembers() {
        return volumes.values().stream()
                .flatMap(records -> records.keySet().stream())
                .anyMatch(key -> key.kind() == Kind.MEMBERS || key.kind() == Kind.MEMBER_CHANGES);
    }

    /** How many users of a task have each label as their second one. */
    long[] secondaries(Task task) {
        return read(task, Kind.SECONDARIES, config.rows());
    }

    /** The rows that the partition of a task decides on, by their number there, packed. */
    long[] rows(Task task) {
        return read(task, Kind.ROWS, OwnedRows.count(config.rows(), config.partitions()));
    }

    private long[] read(Task task, Kind kind, int size) {
        long[] found = new long[size];
        try {
            VolumeLog.read(volumes.getOrDefault(task, Map.of()), kind, found);
        } catch (CorruptRecordException e) {
            tally.checked();
            tally.violation("%s: %s: %s", topic, task, e.getMessage());
        }
        return found;
    }

    /** The counts of a task's report by {@link Counter}; zeros if there is none. */
    long[] counts(Task task) {
        TaskReport report = reports.get(task);
        return report == null ? new long[Counter.values().length] : report.counts();
    }

    /** A counter of all tasks of a side. */
    long count(Side side, Counter counter) {
        return reports.entrySet().stream()
                .filter(report -> report.getKey().side() == side)
                .mapToLong(report -> report.getValue().count(counter))
                .sum();
    }

    /** The largest value of a counter. */
    long latest(Counter counter) {
        return reports.values().stream()
                .mapToLong(report -> report.count(counter))
                .max()
                .orElse(0);
    }

    Premiums premiums() {
        return premiums;
    }

    String topic() {
        return topic;
    }
}
