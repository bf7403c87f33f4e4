// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.clustering.Statistics;
import io.rowcast.topology.clustering.TaskReport;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.PremiumFormat;
import io.rowcast.topology.serde.PremiumFormat.Premiums;
import io.rowcast.topology.serde.TaskReportFormat;
import io.rowcast.topology.serde.VolumeBlockFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The volumes of all clusters of the deployment, summed over tasks, with the tasks' reports and the premiums; in memory.
 * Each task publishes absolute volumes of its own, so seeing a record twice changes nothing. Bounded by K times the
 * number of partitions. Written by the one global thread and read by all stream threads at once.
 */
public final class ClusterVolumeTable extends GlobalTable {
    private final ClusteringParameters parameters;
    private final int partitions;
    private final AtomicLongArray[] volumes;
    private final Presence[] presence;
    private final GenerationTable generations;
    private final AtomicLong[] totals = {new AtomicLong(), new AtomicLong()};
    private final AtomicLongArray[] members;
    private final TaskBlocks blocks;
    private final TaskBlocks memberBlocks;
    private final Map<ClusterVolumeKey, TaskReport> reports = new ConcurrentHashMap<>();
    private final Map<TaskKey, AtomicLongArray> tracked = new ConcurrentHashMap<>();
    private volatile Premiums premiums = Premiums.NONE;
    private volatile long edgeWeight;
    private volatile long users;
    private volatile long items;
    private volatile long votesUnderWay;
    private volatile long eventTime;

    private record TaskKey(Side side, int partition) {}

    /**
     * @param name store name
     * @param parameters parameters of this instance, which all writers must share
     * @param partitions partitions of the deployment
     */
    public ClusterVolumeTable(String name, ClusteringParameters parameters, int partitions) {
        super(name);
        this.parameters = parameters;
        this.partitions = partitions;
        generations = new GenerationTable(parameters.rows(), partitions);
        presence =
                new Presence[] {new Presence(parameters.rows(), partitions), new Presence(parameters.rows(), partitions)
                };
        blocks = new TaskBlocks(Kind.VOLUMES, parameters.rows());
        memberBlocks = new TaskBlocks(Kind.MEMBERS, parameters.rows());
        members =
                new AtomicLongArray[] {new AtomicLongArray(parameters.rows()), new AtomicLongArray(parameters.rows())};
        volumes =
                new AtomicLongArray[] {new AtomicLongArray(parameters.rows()), new AtomicLongArray(parameters.rows())};
    }

    /** Summed weight of the vertices of a side that carry a label. */
    public long volume(Side side, int label) {
        return volumes[side.code()].getOpaque(label);
    }

    /** Vertices of a side whose primary row a row is. */
    public long members(Side side, int row) {
        return members[side.code()].getOpaque(row);
    }

    /** Whether a task that comes before another in keeping a label's row has vertices of the label. */
    public boolean keptBefore(Side side, int label, int partition) {
        return presence[side.code()].before(label, partition);
    }

    /** Summed weight of all vertices of a side. */
    public long total(Side side) {
        return totals[side.code()].get();
    }

    /** Summed weight of all edges, in edge-weight units. */
    public long edgeWeight() {
        return edgeWeight;
    }

    /** Vertices of a side. */
    public long vertices(Side side) {
        return side == Side.USER ? users : items;
    }

    /** The generations of all rows. */
    public GenerationTable generations() {
        return generations;
    }

    public Premiums premiums() {
        return premiums;
    }

    /**
     * Takes in a record of the cluster-volumes topic. Only the global thread may call this.
     *
     * @throws CorruptRecordException if it is not one
     * @throws DeploymentMismatchException if its writer has another K or other weightings
     */
    public void apply(ClusterVolumeKey key, byte[] value) {
        if (key.partition() < 0 || key.partition() >= partitions) {
            throw new CorruptRecordException("cluster volumes: there is no partition " + key.partition());
        }
        switch (key.kind()) {
            case VOLUMES, CHANGES -> applyVolumes(key, value);
            case MEMBERS, MEMBER_CHANGES -> memberBlocks.apply(key, value, this::changeMembers);
            case REPORT -> {
                TaskReport report = TaskReportFormat.decode(value);
                DeploymentMismatchException.check(parameters.deployment(), report.deployment(), "topic of " + name());
                reports.put(key, report);
                edgeWeight = sum(Side.USER, Counter.EDGE_WEIGHT);
                users = sum(Side.USER, Counter.VERTICES);
                items = sum(Side.ITEM, Counter.VERTICES);
                eventTime = Math.max(eventTime, report.count(Counter.EVENT_TIME));
                votesUnderWay = Math.max(0, sum(Side.USER, Counter.VOTES) - sum(Side.ITEM, Counter.VOTES));
            }
            case PREMIUM -> premiums = PremiumFormat.decode(value);
            case ROWS, ROW_CHANGES -> generations.apply(key, value);
            case FORGET, SECONDARIES, SECONDARY_CHANGES ->
                throw new CorruptRecordException("cluster volumes: a record of a kind that is never sent");
        }
    }

    /**
     * The part of the volumes that one task published, as far as it has arrived here; follows later records. Lets that
     * task see its own vertices as they are instead.
     */
    public synchronized AtomicLongArray track(Side side, int partition) {
        return tracked.computeIfAbsent(new TaskKey(side, partition), task -> {
            AtomicLongArray part = new AtomicLongArray(parameters.rows());
            blocks.ofTask(side, partition, (key, from, none, block) -> {
                for (int i = 0; i < Math.min(block.length, parameters.rows() - from); i++) {
                    part.setOpaque(from + i, block[i]);
                }
            });
            return part;
        });
    }

    private synchronized void applyVolumes(ClusterVolumeKey key, byte[] value) {
        blocks.apply(key, value, this::changeVolumes);
    }

    private void changeVolumes(ClusterVolumeKey key, int from, long[] before, long[] after) {
        AtomicLongArray part = tracked.get(new TaskKey(key.side(), key.partition()));
        AtomicLongArray ofSide = volumes[key.side().code()];
        long change = 0;
        for (int i = 0; i < VolumeBlockFormat.LABELS; i++) {
            if (after[i] != before[i]) {
                ofSide.setOpaque(from + i, ofSide.getOpaque(from + i) + after[i] - before[i]);
                change += after[i] - before[i];
                presence[key.side().code()].set(from + i, key.partition(), after[i] > 0);
                if (part != null) {
                    part.setOpaque(from + i, after[i]);
                }
            }
        }
        totals[key.side().code()].addAndGet(change);
    }

    private void changeMembers(ClusterVolumeKey key, int from, long[] before, long[] after) {
        AtomicLongArray ofSide = members[key.side().code()];
        for (int i = 0; i < VolumeBlockFormat.LABELS; i++) {
            if (after[i] != before[i]) {
                ofSide.setOpaque(from + i, ofSide.getOpaque(from + i) + after[i] - before[i]);
            }
        }
    }

    /** Whether every task has done a whole sweep since it learned of the premiums' given step. */
    public boolean sweptSince(long step) {
        return reports.values().stream().allMatch(report -> report.count(Counter.PREMIUM_STEP) >= step);
    }

    /** The latest event time that any task has told, in seconds since the epoch; 0 where edges never expire. */
    public long eventTime() {
        return eventTime;
    }

    /** Votes that users have sent and items have not counted yet, as far as the reports tell; 0 or more. */
    public long votesUnderWay() {
        return votesUnderWay;
    }

    /** The state of the whole deployment, as far as this instance has read it. */
    public Statistics statistics() {
        int rows = parameters.rows();
        int userRows = 0;
        int itemRows = 0;
        long largestUser = 0;
        long largestItem = 0;
        double products = 0;
        for (int label = 0; label < rows; label++) {
            long user = volume(Side.USER, label);
            long item = volume(Side.ITEM, label);
            userRows += user > 0 ? 1 : 0;
            itemRows += item > 0 ? 1 : 0;
            largestUser = Math.max(largestUser, user);
            largestItem = Math.max(largestItem, item);
            products += (double) user * item;
        }
        double userTotal = Math.max(1, total(Side.USER));
        double itemTotal = Math.max(1, total(Side.ITEM));
        long weight = sum(Side.USER, Counter.EDGE_WEIGHT);
        long inside = sum(Side.ITEM, Counter.INSIDE_WEIGHT);
        double resolution = parameters.resolution(users, items);
        double objective = weight == 0 ? 0 : (double) inside / weight - resolution * products / (userTotal * itemTotal);
        return new Statistics(
                sum(Side.USER, Counter.EVENTS),
                sum(Side.USER, Counter.UNCHANGED),
                sum(Side.USER, Counter.DEAD_LETTERS),
                sum(Side.USER, Counter.EDGES),
                weight,
                sum(Side.ITEM, Counter.EDGE_WEIGHT),
                users,
                items,
                rows,
                userRows,
                itemRows,
                inside,
                objective,
                resolution,
                premiums.user(),
                premiums.item(),
                largestUser * (double) rows / userTotal,
                largestItem * (double) rows / itemTotal,
                sum(Side.USER, Counter.MOVES),
                sum(Side.ITEM, Counter.MOVES),
                sum(Counter.MAPPINGS),
                sum(Counter.CHANGES),
                sum(Counter.RETURNS),
                sum(Counter.WAITING),
                reports.values().stream()
                        .mapToLong(report -> report.count(Counter.SWEEPS))
                        .min()
                        .orElse(0),
                reports.size(),
                reports.values().stream().allMatch(TaskReport::settled));
    }

    private long sum(Counter counter) {
        return sum(Side.USER, counter) + sum(Side.ITEM, counter);
    }

    private long sum(Side side, Counter counter) {
        long sum = 0;
        for (Map.Entry<ClusterVolumeKey, TaskReport> report : reports.entrySet()) {
            if (report.getKey().side() == side) {
                sum += report.getValue().count(counter);
            }
        }
        return sum;
    }
}
