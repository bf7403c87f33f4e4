// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.PremiumFormat.Premiums;
import io.rowcast.topology.serde.VolumeBlockFormat;
import io.rowcast.topology.serde.VolumeChangesFormat;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VolumeStoreTest {
    private static final int PARTITION = 1;
    private static final ClusteringParameters PARAMETERS = ClusteringParameters.ofRows(200);

    @TempDir
    Path directory;

    private VolumeStore store;

    @BeforeEach
    void open() {
        store = open(PARAMETERS);
        store.load();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private VolumeStore open(ClusteringParameters parameters) {
        return new RocksDb(directory)
                .open(
                        new VolumeStore(RocksDb.inner(), Side.USER, parameters.rows(), parameters.deployment()),
                        PARTITION);
    }

    private void reopen() {
        store.close();
        open();
    }

    @Test
    void shouldKeepEverythingWhenCommittedAndReopened() {
        store.add(0, 5);
        store.add(199, 7);
        store.count(Counter.EDGES, 12);
        store.premiums(new Premiums(0.1, 0.2, 1));
        store.startForgetting(-5);
        store.startForgetting(9);
        store.doneForgetting(9);
        store.flushCache();
        reopen();
        assertThat(store.volume(0)).isEqualTo(5);
        assertThat(store.volume(1)).isZero();
        assertThat(store.volume(199)).isEqualTo(7);
        assertThat(store.count(Counter.EDGES)).isEqualTo(12);
        assertThat(store.premiums()).isEqualTo(new Premiums(0.1, 0.2, 1));
        assertThat(store.forgetting()).containsExactly(-5L);
    }

    @Test
    void shouldForgetWhatWasNotCommittedWhenReopened() {
        store.add(0, 5);
        store.flushCache();
        store.add(0, 5);
        store.count(Counter.EDGES, 12);
        reopen();
        assertThat(store.volume(0)).isEqualTo(5);
        assertThat(store.count(Counter.EDGES)).isZero();
    }

    @Test
    void shouldThrowAndKeepTheVolumeWhenItWouldFallBelowZero() {
        store.add(3, 5);
        assertThatThrownBy(() -> store.add(3, -6))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("label 3")
                .hasMessageContaining("-1");
        assertThat(store.volume(3)).isEqualTo(5);
        assertThatThrownBy(() -> store.count(Counter.EDGES, -1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("EDGES");
    }

    @Test
    void shouldCountMembersWhenTheyComeAndGo() {
        store.addMember(3, 1);
        store.addMember(3, 1);
        store.addMember(199, 1);
        store.count(Counter.VERTICES, 3);
        assertThat(published().get(new ClusterVolumeKey(Kind.MEMBER_CHANGES, Side.USER, PARTITION, 0)))
                .isEqualTo(VolumeChangesFormat.encode(0, volumes(3, 2, 199, 1), labels(3, 199)));
        store.flushCache();
        store.addMember(199, 1);
        reopen();
        assertThat(store.membersUnknown()).isFalse();
        assertThat(store.members(3)).isEqualTo(2);
        assertThat(store.members(199)).isEqualTo(1);
        store.addMember(199, -1);
        assertThatThrownBy(() -> store.addMember(199, -1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("-1 vertices")
                .hasMessageContaining("label 199");
    }

    @Test
    void shouldNotKnowItsMembersWhenTheStateIsOfABuildThatDidNotCountThem() {
        assertThat(store.membersUnknown()).isFalse();
        store.add(3, 5);
        store.count(Counter.VERTICES, 1);
        store.flushCache();
        reopen();
        assertThat(store.membersUnknown()).isTrue();
    }

    @Test
    void shouldPublishOnlyWhatChanged() {
        assertThat(published()).isEmpty();
        store.add(70, 5);
        store.add(71, 5);
        store.add(0, 1);
        store.add(130, 0);
        assertThat(published().get(new ClusterVolumeKey(Kind.CHANGES, Side.USER, PARTITION, 0)))
                .isEqualTo(VolumeChangesFormat.encode(0, volumes(0, 1, 70, 5, 71, 5), labels(0, 70, 71)));
        store.flushCache();
        assertThat(published()).isEmpty();
    }

    @Test
    void shouldPublishEverythingAgainWhenReopened() {
        store.add(0, 1);
        store.add(130, 1);
        published();
        store.flushCache();
        reopen();
        long[] read = new long[PARAMETERS.rows()];
        assertThat(VolumeLog.read(published(), Kind.VOLUMES, read)).isEqualTo(labels(0, 2));
        assertThat(read).isEqualTo(volumes(0, 1, 130, 1));
        assertThat(published()).isEmpty();
    }

    @Test
    void shouldReportACopyOfItsCounts() {
        store.count(Counter.EVENTS, 3);
        var report = store.report(true);
        store.count(Counter.EVENTS, 4);
        assertThat(report.count(Counter.EVENTS)).isEqualTo(3);
        assertThat(report.settled()).isTrue();
        assertThat(report.deployment()).isEqualTo(PARAMETERS.deployment());
    }

    @Test
    void shouldNameBothDeploymentsWhenTheStateIsOfAnother() {
        store.add(199, 5);
        store.count(Counter.EDGES, 5);
        store.flushCache();
        store.close();
        for (int rows : new int[] {10, 190, 400}) {
            VolumeStore other = open(ClusteringParameters.ofRows(rows));
            assertThatThrownBy(other::load)
                    .isInstanceOf(DeploymentMismatchException.class)
                    .hasMessageContaining("rows=200 ")
                    .hasMessageContaining("rows=" + rows + " ");
            other.close();
        }
        open();
        assertThat(store.volume(199)).isEqualTo(5);
    }

    @Test
    void shouldSeeOwnVerticesAtOnceAndOthersAsPublished() {
        ClusterVolumeTable table = new ClusterVolumeTable("volumes", PARAMETERS, 4);
        TaskVolumes view = new TaskVolumes(table, store, Side.USER, PARTITION);
        store.add(5, 10);
        assertThat(view.volume(Side.USER, 5)).isEqualTo(10);
        assertThat(view.volume(Side.ITEM, 5)).isZero();
        publishOwn(table);
        assertThat(view.volume(Side.USER, 5)).isEqualTo(10);
        store.add(5, -4);
        assertThat(view.volume(Side.USER, 5)).isEqualTo(6);
        publishOther(table, 3, 5, 100);
        assertThat(view.volume(Side.USER, 5)).isEqualTo(106);
        publishOwn(table);
        assertThat(view.volume(Side.USER, 5)).isEqualTo(106);
    }

    @Test
    void shouldFindARowVacantWhenNobodyElseIsThere() {
        ClusterVolumeTable table = new ClusterVolumeTable("volumes", PARAMETERS, 4);
        TaskVolumes view = new TaskVolumes(table, store, Side.USER, PARTITION);
        assertThat(view.vacant(Side.USER, 5, 0)).isTrue();
        assertThat(view.vacant(Side.ITEM, 5, 0)).isFalse();
        store.add(5, 3);
        assertThat(view.vacant(Side.USER, 5, 0)).isFalse();
        assertThat(view.vacant(Side.USER, 5, 3)).isTrue();
        assertThat(view.vacant(Side.USER, 5, 2)).isFalse();
    }

    @Test
    void shouldFindARowVacantForJustOneTaskWhenTwoAreThere() {
        ClusterVolumeTable table = new ClusterVolumeTable("volumes", PARAMETERS, 4);
        TaskVolumes view = new TaskVolumes(table, store, Side.USER, PARTITION);
        publishOther(table, 3, 5, 7);
        publishOther(table, 3, 7, 7);
        assertThat(view.vacant(Side.USER, 5, 0)).isFalse();
        store.add(5, 3);
        store.add(7, 3);
        publishOwn(table);
        // Label 5 is first for partition 1 and label 7 for partition 3.
        assertThat(view.vacant(Side.USER, 5, 3)).isTrue();
        assertThat(view.vacant(Side.USER, 7, 3)).isFalse();
    }

    private void publishOwn(ClusterVolumeTable table) {
        store.publish(table::apply);
    }

    private Map<ClusterVolumeKey, byte[]> published() {
        Map<ClusterVolumeKey, byte[]> records = new LinkedHashMap<>();
        store.publish(records::put);
        return records;
    }

    private static long[] volumes(int... labelsAndVolumes) {
        long[] volumes = new long[PARAMETERS.rows()];
        for (int i = 0; i < labelsAndVolumes.length; i += 2) {
            volumes[labelsAndVolumes[i]] = labelsAndVolumes[i + 1];
        }
        return volumes;
    }

    private static BitSet labels(int... labels) {
        BitSet set = new BitSet();
        for (int label : labels) {
            set.set(label);
        }
        return set;
    }

    private static void publishOther(ClusterVolumeTable table, int partition, int label, long volume) {
        long[] volumes = new long[PARAMETERS.rows()];
        for (int other = 0; other < label; other++) {
            volumes[other] = Math.max(0, table.track(Side.USER, partition).get(other));
        }
        volumes[label] = volume;
        table.apply(new ClusterVolumeKey(Kind.VOLUMES, Side.USER, partition, 0), VolumeBlockFormat.encode(volumes, 0));
    }
}
