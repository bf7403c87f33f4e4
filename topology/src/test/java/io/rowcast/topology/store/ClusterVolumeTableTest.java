// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.rowcast.topology.serde.VolumeChangesFormat;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLongArray;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClusterVolumeTableTest {
    private static final int ROWS = 100;
    private static final int PARTITIONS = 4;
    private static final ClusteringParameters PARAMETERS = ClusteringParameters.ofRows(ROWS);

    private final ClusterVolumeTable table = new ClusterVolumeTable("volumes", PARAMETERS, PARTITIONS);

    private void publish(Side side, int partition, int block, long[] volumes) {
        table.apply(
                new ClusterVolumeKey(Kind.VOLUMES, side, partition, block), VolumeBlockFormat.encode(volumes, block));
    }

    private void publishChange(Side side, int partition, long[] volumes, int... labels) {
        BitSet changed = new BitSet();
        Arrays.stream(labels).forEach(changed::set);
        table.apply(
                new ClusterVolumeKey(Kind.CHANGES, side, partition, 0),
                VolumeChangesFormat.encode(0, volumes, changed));
    }

    private void publish(Side side, int partition, TaskReport report) {
        table.apply(new ClusterVolumeKey(Kind.REPORT, side, partition, 0), TaskReportFormat.encode(report));
    }

    private static long[] volumes(int label, long volume) {
        return volumes(label, volume, ROWS);
    }

    private static long[] volumes(int label, long volume, int rows) {
        long[] volumes = new long[rows];
        volumes[label] = volume;
        return volumes;
    }

    private static TaskReport report(boolean settled, Object... counts) {
        long[] all = new long[Counter.values().length];
        for (int i = 0; i < counts.length; i += 2) {
            all[((Counter) counts[i]).ordinal()] = (Integer) counts[i + 1];
        }
        return new TaskReport(PARAMETERS.deployment(), all, settled);
    }

    @Test
    void shouldSumOverTasksAndKeepSidesApart() {
        publish(Side.USER, 0, 0, volumes(5, 10));
        publish(Side.USER, 1, 0, volumes(5, 7));
        publish(Side.ITEM, 0, 0, volumes(5, 3));
        publish(Side.USER, 1, 1, volumes(99, 2));
        assertThat(table.volume(Side.USER, 5)).isEqualTo(17);
        assertThat(table.volume(Side.ITEM, 5)).isEqualTo(3);
        assertThat(table.volume(Side.USER, 99)).isEqualTo(2);
        assertThat(table.total(Side.USER)).isEqualTo(19);
        assertThat(table.total(Side.ITEM)).isEqualTo(3);
    }

    @Test
    void shouldReplaceWhatATaskPublishedBefore() {
        publish(Side.USER, 0, 0, volumes(5, 10));
        publish(Side.USER, 0, 0, volumes(6, 4));
        assertThat(table.volume(Side.USER, 5)).isZero();
        assertThat(table.volume(Side.USER, 6)).isEqualTo(4);
        assertThat(table.total(Side.USER)).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(longs = {91, 92})
    void shouldAgreeWithPlainSumsWhenRecordsComeRepeatedly(long seed) {
        Random random = new Random(seed);
        long[][][] published = new long[2][PARTITIONS][ROWS];
        AtomicLongArray tracked = table.track(Side.USER, 2);
        for (int step = 0; step < 2_000; step++) {
            Side side = Side.values()[random.nextInt(2)];
            int partition = random.nextInt(PARTITIONS);
            long[] own = published[side.code()][partition];
            int label = random.nextInt(ROWS);
            own[label] = random.nextBoolean() ? 0 : random.nextInt(1_000);
            int block = label / VolumeBlockFormat.LABELS;
            for (int times = random.nextInt(3); times >= 0; times--) {
                if (random.nextBoolean()) {
                    publish(side, partition, block, own);
                } else {
                    publishChange(side, partition, own, label);
                }
            }
        }
        for (Side side : Side.values()) {
            long total = 0;
            for (int label = 0; label < ROWS; label++) {
                long sum = 0;
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    sum += published[side.code()][partition][label];
                }
                assertThat(table.volume(side, label)).as("seed %d", seed).isEqualTo(sum);
                total += sum;
            }
            assertThat(table.total(side)).as("seed %d", seed).isEqualTo(total);
        }
        AtomicLongArray late = table.track(Side.ITEM, 1);
        for (int label = 0; label < ROWS; label++) {
            assertThat(tracked.get(label)).as("seed %d", seed).isEqualTo(published[0][2][label]);
            assertThat(late.get(label)).as("seed %d", seed).isEqualTo(published[1][1][label]);
        }
    }

    @Test
    void shouldSumMembersOverTasksApartFromVolumes() {
        publish(Side.USER, 0, 1, volumes(99, 50));
        for (int times = 0; times < 2; times++) {
            publishMembers(Side.USER, 0, 99, 4);
            publishMembers(Side.USER, 3, 99, 2);
            publishMembers(Side.ITEM, 3, 99, 7);
        }
        assertThat(table.members(Side.USER, 99)).isEqualTo(6);
        assertThat(table.members(Side.ITEM, 99)).isEqualTo(7);
        publishMembers(Side.USER, 0, 99, 1);
        table.apply(new ClusterVolumeKey(Kind.MEMBERS, Side.USER, 3, 1), VolumeBlockFormat.encode(volumes(70, 5), 1));
        assertThat(table.members(Side.USER, 99)).isEqualTo(1);
        assertThat(table.members(Side.USER, 70)).isEqualTo(5);
        assertThat(table.volume(Side.USER, 99)).isEqualTo(50);
        assertThat(table.total(Side.USER)).isEqualTo(50);
        assertThat(table.track(Side.USER, 3).get(70)).isZero();
        assertThatThrownBy(() -> table.apply(
                        new ClusterVolumeKey(Kind.MEMBERS, Side.USER, 0, 2),
                        VolumeBlockFormat.encode(new long[ROWS], 0)))
                .isInstanceOf(CorruptRecordException.class);
    }

    private void publishMembers(Side side, int partition, int label, long members) {
        BitSet changed = new BitSet();
        changed.set(label);
        table.apply(
                new ClusterVolumeKey(Kind.MEMBER_CHANGES, side, partition, 0),
                VolumeChangesFormat.encode(0, volumes(label, members), changed));
    }

    @Test
    void shouldTrackOneArrayPerTask() {
        assertThat(table.track(Side.USER, 1)).isSameAs(table.track(Side.USER, 1));
        assertThat(table.track(Side.USER, 1)).isNotSameAs(table.track(Side.ITEM, 1));
    }

    @Test
    void shouldLetOneTaskKeepARowWhenSeveralAreThere() {
        publish(Side.USER, 0, 0, volumes(6, 10));
        publish(Side.USER, 3, 0, volumes(6, 1));
        // The order of label 6 is 2, 3, 0, 1.
        assertThat(table.keptBefore(Side.USER, 6, 3)).isFalse();
        assertThat(table.keptBefore(Side.USER, 6, 0)).isTrue();
        assertThat(table.keptBefore(Side.ITEM, 6, 0)).isFalse();
        publish(Side.USER, 3, 0, volumes(7, 1));
        assertThat(table.keptBefore(Side.USER, 6, 0)).isFalse();
    }

    @Test
    void shouldTakeThePremiumsThatWerePublishedLast() {
        assertThat(table.premiums()).isEqualTo(Premiums.NONE);
        ClusterVolumeKey key = new ClusterVolumeKey(Kind.PREMIUM, Side.USER, 0, 0);
        table.apply(key, PremiumFormat.encode(new Premiums(0.1, 0.2, 1)));
        table.apply(key, PremiumFormat.encode(new Premiums(0.3, 0.4, 2)));
        assertThat(table.premiums()).isEqualTo(new Premiums(0.3, 0.4, 2));
    }

    @Test
    void shouldRefuseBlocksBeyondK() {
        for (int block : new int[] {2, 1_000_000, -1}) {
            ClusterVolumeKey key = new ClusterVolumeKey(Kind.VOLUMES, Side.USER, 0, block);
            byte[] value = VolumeBlockFormat.encode(new long[ROWS], 0);
            assertThatThrownBy(() -> table.apply(key, value)).isInstanceOf(CorruptRecordException.class);
        }
    }

    @Test
    void shouldRefuseVolumesBeyondK() {
        long[] more = new long[128];
        Arrays.fill(more, 1);
        assertThatThrownBy(() -> publish(Side.USER, 0, 1, more)).isInstanceOf(CorruptRecordException.class);
        assertThat(table.total(Side.USER)).isZero();
        publish(Side.USER, 0, 1, volumes(99, 4));
        assertThat(table.volume(Side.USER, 99)).isEqualTo(4);
        assertThat(table.total(Side.USER)).isEqualTo(4);
    }

    @Test
    void shouldTakeChangesInSeveralBlocksFromOneRecord() {
        publish(Side.USER, 0, 0, volumes(5, 10));
        long[] volumes = new long[ROWS];
        volumes[6] = 1;
        volumes[70] = 2;
        volumes[99] = 3;
        publishChange(Side.USER, 0, volumes, 5, 6, 70, 99);
        assertThat(table.volume(Side.USER, 5)).isZero();
        assertThat(table.volume(Side.USER, 70)).isEqualTo(2);
        assertThat(table.total(Side.USER)).isEqualTo(6);
        assertThat(table.keptBefore(Side.USER, 70, 1)).isTrue();
    }

    @Test
    void shouldTakeNothingFromARecordWithALabelBeyondK() {
        assertThatThrownBy(() -> publishChange(Side.USER, 0, volumes(5, 1, 128), 5, 100))
                .isInstanceOf(CorruptRecordException.class);
        assertThat(table.total(Side.USER)).isZero();
    }

    @Test
    void shouldRefuseRecordsOfAKindThatIsNeverSent() {
        assertThatThrownBy(() -> table.apply(ClusterVolumeKey.forget(5), new byte[0]))
                .isInstanceOf(CorruptRecordException.class);
    }

    @Test
    void shouldRefuseReportsOfAnotherDeployment() {
        TaskReport other = new TaskReport("rows=1", new long[Counter.values().length], false);
        assertThatThrownBy(() -> publish(Side.USER, 0, other))
                .isInstanceOf(DeploymentMismatchException.class)
                .hasMessageContaining("with rows=1,")
                .hasMessageContaining(PARAMETERS.deployment());
    }

    @Test
    void shouldTellWhetherEveryTaskHasSweptSinceAStepOfThePremiums() {
        publish(Side.USER, 0, report(true, Counter.PREMIUM_STEP, 4));
        publish(Side.ITEM, 0, report(true, Counter.PREMIUM_STEP, 3));
        assertThat(table.sweptSince(3)).isTrue();
        assertThat(table.sweptSince(4)).isFalse();
        publish(Side.ITEM, 0, report(true, Counter.PREMIUM_STEP, 4));
        assertThat(table.sweptSince(4)).isTrue();
    }

    @Test
    void shouldSumReportsOverTasks() {
        publish(Side.USER, 0, report(true, Counter.EDGE_WEIGHT, 30, Counter.VOTES, 50, Counter.SWEEPS, 4));
        publish(Side.USER, 1, report(true, Counter.EDGE_WEIGHT, 10, Counter.VOTES, 10, Counter.SWEEPS, 7));
        publish(Side.ITEM, 0, report(true, Counter.EDGE_WEIGHT, 38, Counter.VOTES, 55, Counter.SWEEPS, 5));
        assertThat(table.edgeWeight()).isEqualTo(40);
        assertThat(table.votesUnderWay()).isEqualTo(5);
        Statistics statistics = table.statistics();
        assertThat(statistics.edgeWeight()).isEqualTo(40);
        assertThat(statistics.countedWeight()).isEqualTo(38);
        assertThat(statistics.sweeps()).isEqualTo(4);
        assertThat(statistics.reports()).isEqualTo(3);
        assertThat(statistics.settled()).isTrue();
        publish(Side.ITEM, 0, report(false, Counter.VOTES, 70));
        assertThat(table.votesUnderWay()).isZero();
        assertThat(table.statistics().settled()).isFalse();
    }

    @Test
    void shouldWorkOutStatisticsOfASmallGraph() {
        long[] users = new long[ROWS];
        users[0] = 6;
        users[1] = 4;
        long[] items = new long[ROWS];
        items[0] = 5;
        items[2] = 5;
        publish(Side.USER, 0, 0, users);
        publish(Side.ITEM, 0, 0, items);
        publish(Side.USER, 0, report(false, Counter.EDGE_WEIGHT, 10, Counter.VERTICES, 200, Counter.MOVES, 2));
        publish(Side.ITEM, 0, report(false, Counter.INSIDE_WEIGHT, 5, Counter.VERTICES, 300, Counter.MOVES, 1));
        Statistics statistics = table.statistics();
        assertThat(statistics.userRows()).isEqualTo(2);
        assertThat(statistics.itemRows()).isEqualTo(2);
        assertThat(statistics.users()).isEqualTo(200);
        assertThat(statistics.items()).isEqualTo(300);
        assertThat(statistics.moves()).isEqualTo(3);
        assertThat(statistics.insideShare()).isEqualTo(0.5);
        // R is 1: half of the edges are inside, and 6 * 5 of 10 * 10 is what label 0 costs.
        assertThat(statistics.objective()).isCloseTo(0.2, Offset.offset(1e-12));
        assertThat(statistics.largestUserVolume()).isCloseTo(60, Offset.offset(1e-12));
        assertThat(statistics.largestVolume()).isCloseTo(60, Offset.offset(1e-12));
    }

    @Test
    void shouldHaveZerosInStatisticsWhenEmpty() {
        Statistics statistics = table.statistics();
        assertThat(statistics.objective()).isZero();
        assertThat(statistics.insideShare()).isZero();
        assertThat(statistics.largestVolume()).isZero();
        assertThat(statistics.sweeps()).isZero();
        assertThat(table.sweptSince(1)).isTrue();
    }
}
