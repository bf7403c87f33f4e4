// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.graph.Side;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Volumes and counters of every task, recounted from its vertices. Bounded by K times the number of partitions. */
final class Recounted {
    private final ClusteringParameters parameters;
    private final Map<Task, long[]> volumes = new TreeMap<>(Task.ORDER);
    private final Map<Task, long[]> members = new TreeMap<>(Task.ORDER);
    private final Map<Integer, long[]> secondaries = new TreeMap<>();
    private final Map<Task, Map<Counter, Long>> counts = new TreeMap<>(Task.ORDER);

    /** A task: the owner of one side's vertices of one partition. */
    record Task(Side side, int partition) {
        static final Comparator<Task> ORDER = Comparator.comparing(Task::side).thenComparingInt(Task::partition);

        @Override
        public String toString() {
            return side.word() + " task " + partition;
        }
    }

    Recounted(ClusteringParameters parameters) {
        this.parameters = parameters;
    }

    /** Counts a vertex in; its label only if that is in [0, K). */
    void vertex(Side side, int partition, int label, long degree) {
        Task task = new Task(side, partition);
        count(task, Counter.VERTICES, 1);
        count(task, Counter.EDGE_WEIGHT, degree);
        if (label >= 0 && label < parameters.rows()) {
            volumes.computeIfAbsent(task, key -> new long[parameters.rows()])[label] +=
                    parameters.weighting(side).weight(degree);
            members.computeIfAbsent(task, key -> new long[parameters.rows()])[label]++;
        }
    }

    /** Counts a user's second label in, if it is in [0, K). */
    void secondary(int partition, int label) {
        if (label >= 0 && label < parameters.rows()) {
            secondaries.computeIfAbsent(partition, key -> new long[parameters.rows()])[label]++;
        }
    }

    /** How many vertices of a task have each label; not to be changed. */
    long[] members(Task task) {
        return members.getOrDefault(task, new long[parameters.rows()]);
    }

    /** How many users of a partition have each label as their second one; not to be changed. */
    long[] secondaries(int partition) {
        return secondaries.getOrDefault(partition, new long[parameters.rows()]);
    }

    void count(Task task, Counter counter, long amount) {
        counts.computeIfAbsent(task, key -> new EnumMap<>(Counter.class)).merge(counter, amount, Long::sum);
    }

    long count(Task task, Counter counter) {
        return counts.getOrDefault(task, Map.of()).getOrDefault(counter, 0L);
    }

    /** A counter of all tasks of a side. */
    long count(Side side, Counter counter) {
        return counts.keySet().stream()
                .filter(task -> task.side() == side)
                .mapToLong(task -> count(task, counter))
                .sum();
    }

    /** The volumes of a task by label; not to be changed. */
    long[] volumes(Task task) {
        long[] found = volumes.get(task);
        return found == null ? new long[parameters.rows()] : found;
    }

    /** Volumes of a side, summed over its tasks. */
    long[] volumes(Side side) {
        long[] sums = new long[parameters.rows()];
        volumes.forEach((task, ofTask) -> {
            if (task.side() == side) {
                for (int label = 0; label < sums.length; label++) {
                    sums[label] += ofTask[label];
                }
            }
        });
        return sums;
    }
}
