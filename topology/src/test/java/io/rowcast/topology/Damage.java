// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.clustering.TaskReport;
import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.ItemLabelFormat;
import io.rowcast.topology.serde.ItemLabelFormat.ItemLabel;
import io.rowcast.topology.serde.ItemVertexFormat;
import io.rowcast.topology.serde.TaskReportFormat;
import io.rowcast.topology.serde.UserVertexFormat;
import io.rowcast.topology.serde.VolumeChangesFormat;
import io.rowcast.topology.store.HashKey;
import io.rowcast.topology.store.VolumeLog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.provider.Arguments;

/** Damages that {@link AuditTest} does to one record, each with the check and the words that must tell of it. */
final class Damage {
    static final int ROWS = 512;

    private Damage() {}

    static Arguments damage(String check, String words, Consumer<TopicsOfDeployment> damage) {
        return arguments(check, words, damage);
    }

    static Arguments user(String words, Consumer<UserVertex> change) {
        return damage("users", words, d -> d.change(users(d), hash("u1"), changedUser(change)));
    }

    static UnaryOperator<byte[]> changedUser(Consumer<UserVertex> change) {
        return value -> {
            UserVertex user = UserVertexFormat.decode(value);
            change.accept(user);
            return UserVertexFormat.encode(user);
        };
    }

    static Arguments item(String check, String words, UnaryOperator<ItemVertex> change) {
        return damage(
                check,
                words,
                d -> d.change(
                        items(d),
                        hash("own-2-0"),
                        value -> ItemVertexFormat.encode(change.apply(ItemVertexFormat.decode(value)))));
    }

    static Arguments report(String words, Counter counter, Side side, Function<TopicsOfDeployment, String> topic) {
        return damage(
                "counters",
                words,
                d -> d.change(topic.apply(d), key(Kind.REPORT, side, 0).encode(), value -> {
                    TaskReport report = TaskReportFormat.decode(value);
                    report.counts()[counter.ordinal()]++;
                    return TaskReportFormat.encode(report);
                }));
    }

    static void wrongVolume(TopicsOfDeployment d, String topic, Side side) {
        long[] volumes = new long[ROWS];
        volumes[5] = 4242;
        BitSet labels = new BitSet();
        labels.set(5);
        d.put(
                topic,
                key(Kind.CHANGES, side, VolumeLog.SLOTS - 1).encode(),
                VolumeChangesFormat.encode(1_000_000, volumes, labels));
    }

    static byte[] version99(byte[] value) {
        value[0] = 99;
        return value;
    }

    static ClusterVolumeKey key(Kind kind, Side side, int block) {
        return new ClusterVolumeKey(kind, side, 0, block);
    }

    static byte[] firstPage(TopicsOfDeployment d) {
        return d.all(pages(d)).keySet().iterator().next().get();
    }

    static byte[] page(String item, int page) {
        return ByteBuffer.allocate(12)
                .putLong(VertexId.of(item).hash())
                .putInt(page)
                .array();
    }

    static byte[] label(int label, int check) {
        return ItemLabelFormat.encode(new ItemLabel(label, check));
    }

    static byte[] mapping(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] hash(String id) {
        return HashKey.encode(VertexId.of(id).hash());
    }

    static String users(TopicsOfDeployment d) {
        return d.topics().changelog(Topics.USER_VERTICES_STORE);
    }

    static String items(TopicsOfDeployment d) {
        return d.topics().changelog(Topics.ITEM_VERTICES_STORE);
    }

    static String pages(TopicsOfDeployment d) {
        return d.topics().changelog(Topics.LABEL_VOTES_STORE);
    }

    static String labels(TopicsOfDeployment d) {
        return d.topics().itemLabels();
    }

    static String mappings(TopicsOfDeployment d) {
        return d.topics().mappings();
    }

    static String store(TopicsOfDeployment d, Side side) {
        return d.topics().changelog(side == Side.USER ? Topics.USER_VOLUMES_STORE : Topics.ITEM_VOLUMES_STORE);
    }
}
