// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static io.rowcast.topology.Damage.ROWS;
import static io.rowcast.topology.Damage.damage;
import static io.rowcast.topology.Damage.hash;
import static io.rowcast.topology.Damage.key;
import static io.rowcast.topology.Damage.label;
import static io.rowcast.topology.Damage.labels;
import static io.rowcast.topology.Damage.mapping;
import static io.rowcast.topology.Damage.mappings;
import static io.rowcast.topology.Damage.report;
import static io.rowcast.topology.Damage.store;
import static io.rowcast.topology.Damage.wrongVolume;

import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.ItemLabelFormat;
import io.rowcast.topology.serde.MappingJson;
import io.rowcast.topology.serde.PremiumFormat;
import io.rowcast.topology.serde.PremiumFormat.Premiums;
import io.rowcast.topology.serde.VolumeBlockFormat;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Damages to what tasks publish: volumes, reports, premiums, item labels and mappings. */
final class TableDamages {
    private TableDamages() {}

    static Stream<Arguments> ofVolumes() {
        return Stream.of(Side.values())
                .flatMap(side -> Stream.of(
                        damage(
                                "stored-volumes",
                                side.word() + " task 0, label 5 has volume 4242",
                                d -> wrongVolume(d, store(d, side), side)),
                        damage(
                                "edges",
                                "the volumes of " + side.word() + "s add up",
                                d -> wrongVolume(d, store(d, side), side)),
                        damage(
                                "published-volumes",
                                side.word() + " task 0, label 5 has volume 4242",
                                d -> wrongVolume(d, d.topics().clusterVolumes(), side)),
                        damage(
                                "stored-volumes",
                                "has volume 0, not",
                                d -> d.all(store(d, side))
                                        .keySet()
                                        .removeIf(key -> ClusterVolumeKey.decode(key.get())
                                                        .kind()
                                                != Kind.REPORT)),
                        damage(
                                "stored-volumes",
                                "version 99",
                                d -> d.put(
                                        store(d, side),
                                        key(Kind.VOLUMES, side, 0).encode(),
                                        new byte[] {99})),
                        damage(
                                "published-volumes",
                                "cut short",
                                d -> d.put(
                                        d.topics().clusterVolumes(),
                                        key(Kind.CHANGES, side, 0).encode(),
                                        new byte[] {1})),
                        damage(
                                "stored-volumes",
                                "block 8 is beyond K",
                                d -> d.put(
                                        store(d, side),
                                        key(Kind.VOLUMES, side, 8).encode(),
                                        VolumeBlockFormat.encode(new long[64], 0))),
                        damage(
                                "stored-volumes",
                                "does not belong here",
                                d -> d.put(
                                        store(d, side),
                                        key(Kind.VOLUMES, side.other(), 0).encode(),
                                        VolumeBlockFormat.encode(new long[64], 0))),
                        damage("stored-volumes", "not 10 bytes", d -> d.put(store(d, side), new byte[4], new byte[1])),
                        damage(
                                "published-volumes",
                                "does not belong here",
                                d -> d.put(
                                        d.topics().clusterVolumes(),
                                        ClusterVolumeKey.forget(7).encode(),
                                        new byte[0])),
                        damage(
                                "published-volumes",
                                "does not belong here",
                                d -> d.put(
                                        d.topics().clusterVolumes(),
                                        new ClusterVolumeKey(Kind.VOLUMES, side, 1, 0).encode(),
                                        VolumeBlockFormat.encode(new long[64], 0))),
                        report("counts", Counter.VERTICES, side, d -> store(d, side)),
                        report("counts", Counter.EDGE_WEIGHT, side, d -> store(d, side)),
                        report(
                                "counts",
                                side == Side.USER ? Counter.EDGES : Counter.INSIDE_WEIGHT,
                                side,
                                d -> store(d, side)),
                        report("reports", Counter.MOVES, side, d -> d.topics().clusterVolumes()),
                        report("votes, items counted", Counter.VOTES, side, d -> store(d, side)),
                        damage(
                                "counters",
                                "reports 0 VERTICES",
                                d -> d.drop(
                                        d.topics().clusterVolumes(),
                                        key(Kind.REPORT, side, 0).encode())),
                        damage(
                                "counters",
                                "the premiums are",
                                d -> d.put(
                                        d.topics().clusterVolumes(),
                                        key(Kind.PREMIUM, Side.USER, 0).encode(),
                                        PremiumFormat.encode(new Premiums(0.1, 0.2, 3))))));
    }

    static Stream<Arguments> ofLabelsAndMappings() {
        return Stream.of(
                damage("item-labels", "item popular (", d -> d.drop(labels(d), hash("popular"))),
                damage(
                        "item-labels",
                        "but 3 at",
                        d -> d.put(
                                labels(d),
                                hash("popular"),
                                label(3, VertexId.of("popular").check()))),
                damage(
                        "item-labels",
                        "has another's check",
                        d -> d.change(
                                labels(d),
                                hash("popular"),
                                value -> label(ItemLabelFormat.decode(value).label(), 1))),
                damage("item-labels", "which has no record", d -> d.put(labels(d), hash("nothing"), label(1, 1))),
                damage("item-labels", "version 99", d -> d.put(labels(d), hash("popular"), new byte[] {99})),
                damage("item-labels", "is not of 8 bytes", d -> d.put(labels(d), new byte[7], label(1, 1))),
                damage(
                        "item-labels",
                        "belongs to another partition",
                        d -> d.putElsewhere(labels(d), 1, hash("popular"), label(1, 1))),
                damage("mappings", "user:u1 has no mapping", d -> d.drop(mappings(d), mapping("user:u1"))),
                damage("mappings", "item:popular has no mapping", d -> d.drop(mappings(d), mapping("item:popular"))),
                damage(
                        "mappings",
                        "user:u1 has the mapping {\"v\":1,\"row\":7,\"secondary\":7}",
                        d -> d.put(
                                mappings(d),
                                mapping("user:u1"),
                                MappingJson.value(new Mapping(Side.USER, "u1", 7, 7)))),
                damage(
                        "mappings",
                        "user:u1 has the mapping",
                        d -> d.change(mappings(d), mapping("user:u1"), value -> {
                            int row = MappingJson.decode(mapping("user:u1"), value)
                                    .row();
                            return MappingJson.value(new Mapping(Side.USER, "u1", row, (row + 1) % ROWS));
                        })),
                damage(
                        "mappings",
                        "user:gone has the mapping",
                        d -> d.put(
                                mappings(d),
                                mapping("user:gone"),
                                MappingJson.value(new Mapping(Side.USER, "x", 1, -1)))),
                damage(
                        "mappings",
                        "foreign has the mapping",
                        d -> d.put(
                                mappings(d),
                                mapping("foreign"),
                                MappingJson.value(new Mapping(Side.USER, "x", 1, -1)))),
                damage(
                        "mappings",
                        "not a mapping value",
                        d -> d.put(mappings(d), mapping("user:u1"), "x".getBytes(StandardCharsets.UTF_8))),
                damage(
                        "mappings",
                        "user:u1 belongs to another partition",
                        d -> d.putElsewhere(
                                mappings(d),
                                1,
                                mapping("user:u1"),
                                MappingJson.value(new Mapping(Side.USER, "x", 1, -1)))));
    }
}
