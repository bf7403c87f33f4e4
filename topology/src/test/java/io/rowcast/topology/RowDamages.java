// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static io.rowcast.topology.Damage.ROWS;
import static io.rowcast.topology.Damage.changedUser;
import static io.rowcast.topology.Damage.damage;
import static io.rowcast.topology.Damage.hash;
import static io.rowcast.topology.Damage.key;
import static io.rowcast.topology.Damage.mapping;
import static io.rowcast.topology.Damage.mappings;
import static io.rowcast.topology.Damage.store;
import static io.rowcast.topology.Damage.users;

import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.clustering.TaskReport;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.MappingJson;
import io.rowcast.topology.serde.TaskReportFormat;
import io.rowcast.topology.serde.UserVertexFormat;
import io.rowcast.topology.serde.VolumeBlockFormat;
import io.rowcast.topology.serde.VolumeChangesFormat;
import io.rowcast.topology.store.VolumeLog;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Damages to generations: those of vertices, of rows, and what is told of them. */
final class RowDamages {
    private RowDamages() {}

    static Stream<Arguments> all() {
        return Stream.of(
                damage(
                        "mappings",
                        "but should have",
                        d -> d.change(mappings(d), mapping("user:u1"), value -> {
                            Mapping found = MappingJson.decode(mapping("user:u1"), value);
                            return MappingJson.value(new Mapping(Side.USER, "u1", found.row(), 1, -1, 0));
                        })),
                damage("mappings", "has no mapping", d -> d.drop(mappings(d), MappingJson.rowKey(Side.USER, row(d)))),
                damage(
                        "mappings",
                        "\"members\":false}, but should have {\"v\":1,\"members\":true}",
                        d -> d.put(
                                mappings(d),
                                MappingJson.rowKey(Side.USER, row(d)),
                                MappingJson.value(new RowState(Side.USER, row(d), 0, false)))),
                damage(
                        "mappings",
                        "\"generation\":4,\"members\":true}, but should have",
                        d -> d.put(
                                mappings(d),
                                MappingJson.rowKey(Side.USER, row(d)),
                                MappingJson.value(new RowState(Side.USER, row(d), 4, true)))),
                damage(
                        "mappings",
                        "row:user:511 has the mapping",
                        d -> d.put(
                                mappings(d),
                                MappingJson.rowKey(Side.USER, 511),
                                MappingJson.value(new RowState(Side.USER, 511, 0, true)))),
                damage(
                        "mappings",
                        "not a row value: x",
                        d -> d.put(
                                mappings(d),
                                MappingJson.rowKey(Side.USER, row(d)),
                                "x".getBytes(StandardCharsets.UTF_8))),
                damage(
                        "rows",
                        "user u1 is in row ",
                        d -> d.change(users(d), hash("u1"), changedUser(user -> user.join(1, 0)))),
                damage("rows", "under generation 0, but that of the row is 3", d -> {
                    changeRow(d, rows(d), (3L << 20) + 1);
                    agree(d, Side.USER, 3);
                }),
                damage(
                        "rows",
                        "is published as generation 0 of 1 tasks, but stored as generation 3 of 1 tasks",
                        d -> changeRow(d, rows(d), (3L << 20) + 1)),
                damage(
                        "rows",
                        "is published as generation 3 of 1 tasks, but stored",
                        d -> changeRow(d, d.topics().clusterVolumes(), (3L << 20) + 1)),
                damage("rows", "counts 0 tasks that use it, not 1", d -> changeRow(d, rows(d), 1L << 20)),
                damage("rows", "counts 2 tasks that use it, not 1", d -> changeRow(d, rows(d), 2)),
                damage(
                        "rows",
                        "does not belong here",
                        d -> d.put(
                                rows(d),
                                key(Kind.VOLUMES, Side.USER, 0).encode(),
                                VolumeBlockFormat.encode(new long[64], 0))),
                damage(
                        "rows",
                        "version 99",
                        d -> d.put(rows(d), key(Kind.ROWS, Side.ITEM, 0).encode(), new byte[] {99})),
                damage(
                        "published-volumes",
                        "does not belong here",
                        d -> d.put(
                                d.topics().clusterVolumes(),
                                key(Kind.SECONDARIES, Side.USER, 0).encode(),
                                VolumeBlockFormat.encode(new long[64], 0))),
                damage(
                        "stored-volumes",
                        "user task 0, label 5 has 9 members, not",
                        d -> change(d, store(d, Side.USER), Kind.MEMBER_CHANGES, 5, 9)),
                damage(
                        "published-volumes",
                        "user task 0, label 5 has 9 members, not",
                        d -> change(d, d.topics().clusterVolumes(), Kind.MEMBER_CHANGES, 5, 9)),
                damage(
                        "stored-volumes",
                        "is the second one of 9 users, not 0",
                        d -> change(d, store(d, Side.USER), Kind.SECONDARY_CHANGES, 5, 9)));
    }

    private static String rows(TopicsOfDeployment d) {
        return d.topics().changelog(Topics.ROWS_STORE);
    }

    /** The row of the first user. */
    private static int row(TopicsOfDeployment d) {
        return UserVertexFormat.decode(d.get(users(d), hash("u1"))).label();
    }

    private static void changeRow(TopicsOfDeployment d, String topic, long packed) {
        change(d, topic, Kind.ROW_CHANGES, row(d), packed);
    }

    private static void change(TopicsOfDeployment d, String topic, Kind kind, int row, long value) {
        long[] values = new long[ROWS];
        values[row] = value;
        BitSet changed = new BitSet();
        changed.set(row);
        d.put(
                topic,
                new ClusterVolumeKey(kind, Side.USER, 0, VolumeLog.SLOTS - 1).encode(),
                VolumeChangesFormat.encode(1_000_000, values, changed));
    }

    /** Has a task say that all its vertices carry generations of a higher sum. */
    private static void agree(TopicsOfDeployment d, Side side, long more) {
        d.change(store(d, side), key(Kind.REPORT, side, 0).encode(), value -> {
            TaskReport report = TaskReportFormat.decode(value);
            report.counts()[Counter.GENERATIONS.ordinal()] += more;
            return TaskReportFormat.encode(report);
        });
    }
}
