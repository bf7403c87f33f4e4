// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.clustering.TaskReport;
import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.graph.VoteCounts;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.ItemVertexFormat;
import io.rowcast.topology.serde.NamingFormat;
import io.rowcast.topology.serde.PremiumFormat;
import io.rowcast.topology.serde.PremiumFormat.Premiums;
import io.rowcast.topology.serde.TaskReportFormat;
import io.rowcast.topology.serde.UserVertexFormat;
import io.rowcast.topology.serde.VolumeBlockFormat;
import io.rowcast.topology.serde.VolumeChangesFormat;
import io.rowcast.topology.serde.VoteCountsFormat;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.internals.RecordBatchingStateRestoreCallback;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changelogs of partition 3 with foreign records in them, restored into real RocksDB stores of 8 rows. */
final class RestoreCheckTest {
    private static final int PARTITION = 3;
    private static final byte[] KEY = HashKey.encode(VertexId.of("v").hash());

    @TempDir
    private Path directory;

    private RestoreCheck check = new RestoreCheck(8, new ForeignRecords(List.of()));
    private final List<ConsumerRecord<byte[], byte[]>> changelog = new ArrayList<>();

    @Test
    void shouldRestoreUsersWhenTheyAreOurs() {
        log(KEY, user("v", 7));
        log(HashKey.encode(9), null);
        assertThat(restored(rocksDb(check::user))).containsExactly(Bytes.wrap(KEY));
    }

    @Test
    void shouldStopAtAForeignUser() {
        log(KEY, user("v", 7));
        log(new byte[] {1, 2, 3}, user("v", 1));
        assertRefused(rocksDb(check::user), "vertex key: not 8 bytes");
        changeLast(KEY, new byte[] {'{', '}'});
        assertRefused(rocksDb(check::user), "user vertex: version 123 is not 1 to 3");
        changeLast(HashKey.encode(77), user("v", 1));
        assertRefused(rocksDb(check::user), "user vertex: the key is not that of its id");
        changeLast(KEY, user("v", 8));
        assertRefused(rocksDb(check::user), "user vertex: label 8 is not in [0, K)");
    }

    @Test
    void shouldStopAtAForeignItem() {
        log(KEY, ItemVertexFormat.encode(new ItemVertex("v", 2, 0, 0, new VoteCounts(0), null)));
        log(KEY, user("v", 1));
        assertRefused(rocksDb(check::item), "item vertex: ");
    }

    @Test
    void shouldStopAtForeignVotes() {
        log(new byte[12], VoteCountsFormat.encode(new VoteCounts(0)));
        log(new byte[11], VoteCountsFormat.encode(new VoteCounts(0)));
        assertRefused(rocksDb(RestoreCheck::votePage), "label votes key: not 12 bytes");
        changeLast(new byte[12], new byte[] {1, 5});
        assertRefused(rocksDb(RestoreCheck::votePage), "label votes: ");
    }

    @Test
    void shouldRestoreEveryKindOfVolumeRecordWhenItIsOurs() {
        BitSet labels = new BitSet();
        labels.set(0);
        labels.set(7);
        long[] volumes = {3, 0, 0, 0, 0, 0, 0, 5};
        TaskReport report = new TaskReport("any", new long[Counter.values().length], true);
        log(volumeKey(Kind.VOLUMES), VolumeBlockFormat.encode(volumes, 0));
        log(volumeKey(Kind.CHANGES), VolumeChangesFormat.encode(9, volumes, labels));
        log(volumeKey(Kind.REPORT), TaskReportFormat.encode(report));
        log(volumeKey(Kind.PREMIUM), PremiumFormat.encode(new Premiums(0.5, 1, 3)));
        log(volumeKey(Kind.SECONDARIES), VolumeBlockFormat.encode(volumes, 0));
        log(volumeKey(Kind.SECONDARY_CHANGES), VolumeChangesFormat.encode(9, volumes, labels));
        log(volumeKey(Kind.MEMBERS), VolumeBlockFormat.encode(volumes, 0));
        log(volumeKey(Kind.MEMBER_CHANGES), VolumeChangesFormat.encode(9, volumes, labels));
        log(ClusterVolumeKey.forget(77).encode(), NamingFormat.encode(2));
        log(ClusterVolumeKey.forget(78).encode(), new byte[0]);
        log(ClusterVolumeKey.forget(79).encode(), null);
        assertThat(restored(rocksDb(RestoreCheck.volumes(Side.USER)))).hasSize(10);
    }

    private static byte[] volumeKey(Kind kind) {
        return new ClusterVolumeKey(kind, Side.USER, PARTITION, 0).encode();
    }

    @Test
    void shouldStopAtForeignVolumes() {
        log(
                new ClusterVolumeKey(Kind.VOLUMES, Side.ITEM, PARTITION, 0).encode(),
                VolumeBlockFormat.encode(new long[8], 0));
        log(new byte[10], VolumeBlockFormat.encode(new long[8], 0));
        assertRefused(
                rocksDb(RestoreCheck.volumes(Side.ITEM)),
                "volumes: key ClusterVolumeKey[kind=VOLUMES, side=USER, partition=0, block=0] is another");
        changeLast(new ClusterVolumeKey(Kind.REPORT, Side.ITEM, PARTITION, 0).encode(), new byte[] {9});
        assertRefused(rocksDb(RestoreCheck.volumes(Side.ITEM)), "task report: version 9 is not 2");
        changeLast(new ClusterVolumeKey(Kind.ROWS, Side.ITEM, PARTITION, 0).encode(), new byte[] {1, 0});
        assertRefused(rocksDb(RestoreCheck.volumes(Side.ITEM)), "volumes: key ClusterVolumeKey[kind=ROWS");
    }

    @Test
    void shouldRestoreRowsOfBothSidesAndNothingElse() {
        byte[] block = VolumeBlockFormat.encode(new long[] {1, 1L << 20}, 0);
        log(new ClusterVolumeKey(Kind.ROWS, Side.USER, PARTITION, 0).encode(), block);
        log(new ClusterVolumeKey(Kind.ROWS, Side.ITEM, PARTITION, 0).encode(), block);
        assertThat(restored(rocksDb(RestoreCheck::row))).hasSize(2);
        changeLast(new ClusterVolumeKey(Kind.ROWS, Side.ITEM, PARTITION + 1, 0).encode(), block);
        assertRefused(rocksDb(RestoreCheck::row), "rows: key ClusterVolumeKey[kind=ROWS, side=ITEM, partition=4");
        changeLast(new ClusterVolumeKey(Kind.VOLUMES, Side.ITEM, PARTITION, 0).encode(), block);
        assertRefused(rocksDb(RestoreCheck::row), "rows: key ClusterVolumeKey[kind=VOLUMES");
        changeLast(new ClusterVolumeKey(Kind.ROW_CHANGES, Side.ITEM, PARTITION, 0).encode(), new byte[] {7});
        assertRefused(rocksDb(RestoreCheck::row), "volume changes: version 7 is not 1");
        changeLast(new ClusterVolumeKey(Kind.ROWS, Side.ITEM, PARTITION, 0).encode(), null);
        assertRefused(rocksDb(RestoreCheck::row), "volumes: there is no value");
    }

    @Test
    void shouldPassOverAForeignRecordWhenToldTo() {
        check = new RestoreCheck(8, new ForeignRecords(List.of("test-changelog:3:1")));
        log(KEY, user("v", 7));
        log(new byte[] {1, 2, 3}, new byte[] {4});
        assertThat(restored(rocksDb(check::user))).containsExactly(Bytes.wrap(KEY));
        log(new byte[] {1, 2, 3}, new byte[] {4});
        assertThatThrownBy(() -> restored(rocksDb(check::user))).hasMessageContaining("offset 2: vertex key");
    }

    private void assertRefused(KeyValueStore<Bytes, byte[]> store, String problem) {
        assertThatThrownBy(() -> restored(store))
                .isInstanceOf(CorruptRecordException.class)
                .hasMessageStartingWith("topic test-changelog, partition 3, offset 1: " + problem)
                .hasMessageEndingWith("; to pass over this record: foreign.records.skip=test-changelog:3:1");
    }

    private KeyValueStore<Bytes, byte[]> rocksDb(RestoreCheck.Layout layout) {
        return new CheckedRocksDbStore("test-store", "rocksdb", layout, check.foreign());
    }

    private List<Bytes> restored(KeyValueStore<Bytes, byte[]> store) {
        Properties properties = new Properties();
        // Not used here, but Kafka Streams warns while it is off.
        properties.put("processing.exception.handler.global.enabled", "true");
        MockProcessorContext<Void, Void> context =
                new MockProcessorContext<>(properties, new TaskId(0, PARTITION), directory.toFile());
        AtomicReference<RecordBatchingStateRestoreCallback> restore = new AtomicReference<>();
        StateStoreContext registering = (StateStoreContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {StateStoreContext.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("register")) {
                        restore.set((RecordBatchingStateRestoreCallback) arguments[1]);
                        return null;
                    }
                    return method.invoke(context.getStateStoreContext(), arguments);
                });
        store.init(registering, store);
        try {
            restore.get().restoreBatch(changelog);
            List<Bytes> keys = new ArrayList<>();
            try (KeyValueIterator<Bytes, byte[]> records = store.all()) {
                records.forEachRemaining(record -> keys.add(record.key));
            }
            return keys;
        } finally {
            store.close();
        }
    }

    private void log(byte[] key, byte[] value) {
        changelog.add(new ConsumerRecord<>("test-changelog", PARTITION, changelog.size(), key, value));
    }

    private void changeLast(byte[] key, byte[] value) {
        changelog.remove(changelog.size() - 1);
        log(key, value);
    }

    private static byte[] user(String id, int label) {
        UserVertex user = new UserVertex(id, false);
        user.assign(label, -1);
        user.add(5, 1);
        return UserVertexFormat.encode(user);
    }
}
