// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.clustering.TaskReport;
import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.PagesInMemory;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.Votes;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.ItemLabelFormat.ItemLabel;
import io.rowcast.topology.serde.PremiumFormat.Premiums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Single values, and the very bytes of the formats: a change of these is a change of what is stored. */
final class FormatContentsTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void shouldKeepAUserWhenStored() {
        UserVertex user = new UserVertex("u1", true);
        user.assign(5, 300);
        user.add(-1, 250);
        user.add(2, 1);
        byte[] bytes = UserVertexFormat.encode(user);
        assertThat(HEX.formatHex(bytes))
                .isEqualTo("01" + "01" + "06" + "ad02" + "027531" + "02" + "ffffffffffffffff" + "0000000000000002"
                        + "fa01" + "01");
        UserVertex read = UserVertexFormat.decode(bytes);
        assertThat(read.id()).isEqualTo("u1");
        assertThat(read.weighted()).isTrue();
        assertThat(read.label()).isEqualTo(5);
        assertThat(read.secondaryLabel()).isEqualTo(300);
        assertThat(read.size()).isEqualTo(2);
        assertThat(read.item(0)).isEqualTo(-1);
        assertThat(read.weight(0)).isEqualTo(250);
        assertThat(read.degree()).isEqualTo(251);
    }

    @Test
    void shouldKeepWhatAUserHasForgottenWhenStored() {
        UserVertex user = new UserVertex("u1", false);
        user.assign(5, -1);
        user.forgottenUpTo(300);
        user.add(2, 1);
        byte[] bytes = UserVertexFormat.encode(user);
        assertThat(HEX.formatHex(bytes))
                .isEqualTo("02" + "02" + "06" + "00" + "027531" + "ac02" + "01" + "0000000000000002");
        assertThat(UserVertexFormat.decode(bytes).forgottenUpTo()).isEqualTo(300);
        user.forgottenUpTo(0);
        assertThat(UserVertexFormat.encode(user)[0]).isEqualTo((byte) 1);
    }

    @Test
    void shouldTakeFourMoreBytesAnEdgeWhenEdgesHaveTimes() {
        UserVertex user = new UserVertex("u1", true);
        user.assign(5, -1);
        user.startTimes(0);
        user.add(2, 250, 0xffff_fffeL);
        user.add(3, 1, 1);
        byte[] bytes = UserVertexFormat.encode(user);
        assertThat(HEX.formatHex(bytes))
                .isEqualTo("02" + "05" + "06" + "00" + "027531" + "02" + "0000000000000002" + "0000000000000003"
                        + "fa01" + "01" + "fffffffe" + "00000001");
        UserVertex read = UserVertexFormat.decode(bytes);
        assertThat(read.timed()).isTrue();
        assertThat(read.time(0)).isEqualTo(0xffff_fffeL);
        assertThat(read.time(1)).isEqualTo(1);
        assertThat(read.weight(0)).isEqualTo(250);
    }

    @Test
    void shouldTakeEightBytesAnEdgeWhenEdgesHaveNoWeights() {
        UserVertex user = new UserVertex("u", false);
        int empty = UserVertexFormat.encode(user).length;
        for (int i = 0; i < 100; i++) {
            user.add(i, 1);
        }
        assertThat(UserVertexFormat.encode(user)).hasSize(empty + 800);
    }

    @Test
    void shouldKeepAnItemWhenStored() {
        ItemVertex item = new ItemVertex("käse");
        PagesInMemory pages = new PagesInMemory();
        item.recast(1, ItemVertex.NO_LABEL, 3, 2, pages);
        item.recast(1, ItemVertex.NO_LABEL, 200, 5, pages);
        item.assign(1, 200, pages);
        byte[] bytes = ItemVertexFormat.encode(item);
        assertThat(HEX.formatHex(bytes))
                .isEqualTo("01" + "00" + "c901" + "07" + "05" + "056bc3a47365" + "02" + "0302" + "c50105");
        ItemVertex read = ItemVertexFormat.decode(bytes);
        assertThat(read.id()).isEqualTo("käse");
        assertThat(read.label()).isEqualTo(200);
        assertThat(read.degree()).isEqualTo(7);
        assertThat(read.ownVotes()).isEqualTo(5);
        assertThat(read.inline().of(3)).isEqualTo(2);
        assertThat(read.paged()).isFalse();
    }

    @Test
    void shouldKeepThePagesOfAPopularItemWhenStored() {
        ItemVertex item = new ItemVertex("i");
        PagesInMemory pages = new PagesInMemory();
        for (int label = 0; label <= 256; label++) {
            item.recast(1, ItemVertex.NO_LABEL, 100 * label, 1, pages);
        }
        ItemVertex read = ItemVertexFormat.decode(ItemVertexFormat.encode(item));
        assertThat(read.paged()).isTrue();
        assertThat(read.inline()).isNull();
        for (int page = 0; page < 300; page++) {
            assertThat(read.pages().contains(page)).isEqualTo(item.pages().contains(page));
        }
    }

    @Test
    void shouldKeepTheOrderOfVotesWhenBatched() {
        VoteBatch batch = new VoteBatch();
        assertThat(batch.isEmpty()).isTrue();
        batch.add(new Votes(0, 2, null, new long[] {7, 8}, null));
        batch.add(new Votes(-1, 2, "x", new long[] {9}, new long[] {250}));
        assertThat(batch.isEmpty()).isFalse();
        int size = batch.bytes();
        byte[] bytes = batch.take();
        assertThat(bytes).hasSize(size);
        assertThat(HEX.formatHex(bytes))
                .isEqualTo("01" + "00" + "01" + "03" + "02" + "0000000000000007" + "0000000000000008" + "03" + "00"
                        + "03" + "0178" + "01" + "0000000000000009" + "fa01");
        assertThat(batch.isEmpty()).isTrue();
        List<Votes> read = VoteBatch.decode(bytes);
        assertThat(read).hasSize(2);
        assertThat(read.get(0).items()).containsExactly(7, 8);
        assertThat(read.get(0).weight(1)).isEqualTo(1);
        assertThat(read.get(0).id()).isNull();
        assertThat(read.get(1).from()).isEqualTo(-1);
        assertThat(read.get(1).to()).isEqualTo(2);
        assertThat(read.get(1).id()).isEqualTo("x");
        assertThat(read.get(1).weight(0)).isEqualTo(250);
    }

    @Test
    void shouldBeginAnewWhenABatchWasTaken() {
        VoteBatch batch = new VoteBatch();
        batch.add(new Votes(0, 2, null, new long[] {7}, null));
        byte[] first = batch.take();
        batch.add(new Votes(0, 3, null, new long[] {7}, null));
        assertThat(VoteBatch.decode(batch.take())).hasSize(1).allMatch(votes -> votes.to() == 3);
        assertThat(VoteBatch.decode(first)).hasSize(1).allMatch(votes -> votes.to() == 2);
    }

    @Test
    void shouldLeaveZerosAtTheEndOutWhenVolumesAreEncoded() {
        long[] volumes = new long[100];
        volumes[0] = 1;
        volumes[2] = 300;
        volumes[99] = 4;
        assertThat(HEX.formatHex(VolumeBlockFormat.encode(volumes, 0))).isEqualTo("01" + "03" + "01" + "00" + "ac02");
        assertThat(VolumeBlockFormat.encode(volumes, 1)).hasSize(2 + 36);
        long[] block = new long[64];
        Arrays.fill(block, 9);
        VolumeBlockFormat.decode(VolumeBlockFormat.encode(volumes, 0), block);
        assertThat(block).startsWith(1, 0, 300, 0).endsWith(0).doesNotContain(9);
        assertThat(VolumeBlockFormat.encode(new long[100], 1)).hasSize(2);
    }

    @Test
    void shouldHoldStepsBetweenLabelsWhenChangesAreEncoded() {
        long[] volumes = new long[100];
        volumes[0] = 1;
        volumes[3] = 300;
        BitSet labels = new BitSet();
        labels.set(0);
        labels.set(3);
        labels.set(99);
        byte[] changes = VolumeChangesFormat.encode(5, volumes, labels);
        assertThat(HEX.formatHex(changes)).isEqualTo("01" + "05" + "03" + "01" + "01" + "03" + "ac02" + "60" + "00");
        assertThat(VolumeChangesFormat.round(changes)).isEqualTo(5);
        List<String> read = new ArrayList<>();
        VolumeChangesFormat.decode(changes, 100, (label, volume) -> read.add(label + "=" + volume));
        assertThat(read).containsExactly("0=1", "3=300", "99=0");
        assertThatThrownBy(() -> VolumeChangesFormat.decode(changes, 99, (label, volume) -> {}))
                .isInstanceOf(CorruptRecordException.class)
                .hasMessage("volume changes: a step of 96 from label 3");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 6000})
    void shouldHoldEveryLabelWhenBlocksAreCounted(int rows) {
        int blocks = VolumeBlockFormat.blocks(rows);
        assertThat(blocks * VolumeBlockFormat.LABELS).isBetween(rows, rows + VolumeBlockFormat.LABELS - 1);
    }

    @Test
    void shouldKeepALabelAndItsCheckWhenTheCheckIsNegative() {
        byte[] bytes = ItemLabelFormat.encode(new ItemLabel(5, -2));
        assertThat(HEX.formatHex(bytes)).isEqualTo("01" + "00000000fffffffe" + "05");
        assertThat(ItemLabelFormat.decode(bytes)).isEqualTo(new ItemLabel(5, -2));
    }

    @Test
    void shouldKeepAReportWhenItWasWrittenWithFewerCounters() {
        byte[] bytes = new ByteWriter(8)
                .u8(2)
                .u8(1)
                .text("rows=4")
                .varint(2)
                .varint(7)
                .varint(300)
                .toBytes();
        TaskReport report = TaskReportFormat.decode(bytes);
        assertThat(report.deployment()).isEqualTo("rows=4");
        assertThat(report.settled()).isTrue();
        assertThat(report.count(Counter.VERTICES)).isEqualTo(7);
        assertThat(report.count(Counter.EDGES)).isEqualTo(300);
        assertThat(report.count(Counter.VOTES)).isZero();
    }

    @Test
    void shouldKeepPremiumsExactlyWhenStored() {
        Premiums premiums = new Premiums(0.1 + 0.2, 0.5, 300);
        assertThat(PremiumFormat.decode(PremiumFormat.encode(premiums))).isEqualTo(premiums);
    }

    @Test
    void shouldKeepEveryKeyOfClusterVolumesWhenStored() {
        for (Kind kind : Kind.values()) {
            for (Side side : Side.values()) {
                ClusterVolumeKey key = new ClusterVolumeKey(kind, side, 3, 70_000);
                assertThat(ClusterVolumeKey.decode(key.encode())).isEqualTo(key);
            }
        }
        assertThat(HEX.formatHex(new ClusterVolumeKey(Kind.REPORT, Side.ITEM, 258, 1).encode()))
                .isEqualTo("01" + "01" + "00000102" + "00000001");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x0000_0001_ffff_fff0L, 0xffff_ffff_0000_0000L})
    void shouldKeepTheItemWhenOneIsBeingForgotten(long item) {
        ClusterVolumeKey key =
                ClusterVolumeKey.decode(ClusterVolumeKey.forget(item).encode());
        assertThat(key.kind()).isEqualTo(Kind.FORGET);
        assertThat(key.item()).isEqualTo(item);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "000000000000000000",
                "0000000000000000000000",
                "0b000000000000000000",
                "ff000000000000000000",
                "00020000000000000000",
                "00ff0000000000000000"
            })
    void shouldRefuseAKeyOfClusterVolumesWhenItIsNoneOfTheLayout(String hex) {
        assertThatThrownBy(() -> ClusterVolumeKey.decode(HEX.parseHex(hex))).isInstanceOf(CorruptRecordException.class);
    }

    @Test
    void shouldRefuseAKeyOfClusterVolumesWhenThereIsNone() {
        assertThatThrownBy(() -> ClusterVolumeKey.decode(null)).isInstanceOf(CorruptRecordException.class);
    }
}
