// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.benchmark;

import io.rowcast.topology.clustering.ClusterVolumes;
import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.clustering.TaskReport;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VoteCounts;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.TaskReportFormat;
import io.rowcast.topology.serde.VolumeBlockFormat;
import io.rowcast.topology.store.ClusterVolumeTable;
import io.rowcast.topology.store.ForeignRecords;
import io.rowcast.topology.store.ItemLabelTable;
import io.rowcast.topology.store.RestoreCheck;
import io.rowcast.topology.store.Stores;
import io.rowcast.topology.store.TaskVolumes;
import io.rowcast.topology.store.VolumeStore;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A deployment of 6,000 rows, a million items and thirty million edges in the tables that every instance holds, drawn from
 * a fixed seed. Eight partitions have published their volumes; the task under measurement is the first.
 */
final class SampleDeployment {
    static final int ROWS = 6_000;
    static final int ITEMS = 1_000_000;

    private static final int PARTITIONS = 8;
    private static final int MEAN_VOLUME = 5_000;
    /** Half of a vertex's edges lead to so few labels. */
    private static final int HOME_LABELS = 3;

    final ClusteringParameters parameters = ClusteringParameters.ofRows(ROWS);
    final SplittableRandom random = new SplittableRandom(42);
    final ItemLabelTable itemLabels = new ItemLabelTable("item-labels");
    final ClusterVolumeTable table = new ClusterVolumeTable("cluster-volumes", parameters, PARTITIONS);
    final long[] items = new long[ITEMS];

    SampleDeployment() {
        for (int i = 0; i < ITEMS; i++) {
            items[i] = random.nextLong();
            itemLabels.put(items[i], i % ROWS, random.nextInt());
        }
        for (Side side : Side.values()) {
            for (int partition = 1; partition < PARTITIONS; partition++) {
                publish(side, partition);
            }
        }
    }

    /** The volumes as a task sees them that has vertices in every tenth label. */
    ClusterVolumes volumes(Side side) {
        VolumeStore own = Stores.volumes(
                        "volumes", side, parameters, new RestoreCheck(ROWS, new ForeignRecords(List.of())))
                .withLoggingDisabled()
                .build();
        for (int label = 0; label < ROWS; label += 10) {
            own.add(label, 1 + random.nextInt(2 * MEAN_VOLUME / PARTITIONS));
        }
        return new TaskVolumes(table, own, side, 0);
    }

    /** A user with edges to random items, half of them of few labels. */
    UserVertex user(int edges) {
        UserVertex user = new UserVertex("user-" + random.nextInt(ITEMS), false);
        int home = random.nextInt(ROWS);
        for (int i = 0; i < edges; i++) {
            user.add(item(i % 2 == 0 ? home + random.nextInt(HOME_LABELS) : random.nextInt(ROWS)), 1);
        }
        user.assign(home % ROWS, (home + 1) % ROWS);
        return user;
    }

    /** Votes for a number of labels spread over all, in ascending order. */
    VoteCounts votes(int labels) {
        VoteCounts counts = new VoteCounts(labels);
        for (int i = 0; i < labels; i++) {
            counts.append((int) ((long) i * ROWS / labels), 1 + random.nextInt(8));
        }
        return counts;
    }

    private long item(int label) {
        return items[label % ROWS + ROWS * random.nextInt(ITEMS / ROWS)];
    }

    private void publish(Side side, int partition) {
        long[] volumes = new long[ROWS];
        for (int label = 0; label < ROWS; label++) {
            volumes[label] = random.nextInt(2 * MEAN_VOLUME / PARTITIONS);
        }
        for (int block = 0; block < VolumeBlockFormat.blocks(ROWS); block++) {
            table.apply(
                    new ClusterVolumeKey(Kind.VOLUMES, side, partition, block),
                    VolumeBlockFormat.encode(volumes, block));
        }
        table.apply(new ClusterVolumeKey(Kind.REPORT, side, partition, 0), TaskReportFormat.encode(report(parameters)));
    }

    static TaskReport report(ClusteringParameters parameters) {
        long[] counts = new long[Counter.values().length];
        counts[Counter.EDGES.ordinal()] = (long) ROWS * MEAN_VOLUME / PARTITIONS;
        counts[Counter.EDGE_WEIGHT.ordinal()] = (long) ROWS * MEAN_VOLUME / PARTITIONS;
        counts[Counter.VERTICES.ordinal()] = ITEMS / PARTITIONS;
        counts[Counter.EVENTS.ordinal()] = 123_456_789;
        return new TaskReport(parameters.deployment(), counts, false);
    }
}
