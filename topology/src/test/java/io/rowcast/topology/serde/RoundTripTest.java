// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.clustering.TaskReport;
import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VoteCounts;
import io.rowcast.topology.graph.Votes;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.ItemLabelFormat.ItemLabel;
import io.rowcast.topology.serde.PremiumFormat.Premiums;
import io.rowcast.topology.serde.RowUsesFormat.RowUses;
import it.unimi.dsi.fastutil.ints.IntList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoundTripTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldRoundTripUsers(boolean weighted) {
        for (long seed = 100; seed < 300; seed++) {
            UserVertex user = RandomValues.user(new Random(seed), weighted);
            UserVertex decoded = UserVertexFormat.decode(UserVertexFormat.encode(user));
            assertThat(decoded.id()).as("seed %d", seed).isEqualTo(user.id());
            assertThat(decoded.weighted()).isEqualTo(weighted);
            assertThat(decoded.label()).as("seed %d", seed).isEqualTo(user.label());
            assertThat(decoded.secondaryLabel()).as("seed %d", seed).isEqualTo(user.secondaryLabel());
            assertThat(decoded.generation()).as("seed %d", seed).isEqualTo(user.generation());
            assertThat(decoded.secondaryGeneration()).as("seed %d", seed).isEqualTo(user.secondaryGeneration());
            assertThat(decoded.degree()).as("seed %d", seed).isEqualTo(user.degree());
            assertThat(decoded.size()).as("seed %d", seed).isEqualTo(user.size());
            for (int i = 0; i < user.size(); i++) {
                assertThat(decoded.item(i)).as("seed %d", seed).isEqualTo(user.item(i));
                assertThat(decoded.weight(i)).as("seed %d", seed).isEqualTo(user.weight(i));
            }
            assertThat(UserVertexFormat.encode(decoded)).as("seed %d", seed).isEqualTo(UserVertexFormat.encode(user));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldRoundTripItems(boolean paged) {
        for (long seed = 300; seed < 400; seed++) {
            ItemVertex item = RandomValues.item(new Random(seed), paged);
            ItemVertex decoded = ItemVertexFormat.decode(ItemVertexFormat.encode(item));
            assertThat(decoded.id()).as("seed %d", seed).isEqualTo(item.id());
            assertThat(decoded.paged()).isEqualTo(paged);
            assertThat(decoded.label()).as("seed %d", seed).isEqualTo(item.label());
            assertThat(decoded.generation()).as("seed %d", seed).isEqualTo(item.generation());
            assertThat(decoded.degree()).as("seed %d", seed).isEqualTo(item.degree());
            assertThat(decoded.ownVotes()).as("seed %d", seed).isEqualTo(item.ownVotes());
            if (paged) {
                for (int page = 0; page < 100; page++) {
                    assertThat(decoded.pages().contains(page))
                            .as("seed %d, page %d", seed, page)
                            .isEqualTo(item.pages().contains(page));
                }
            } else {
                equal(decoded.inline(), item.inline(), seed);
            }
        }
    }

    @Test
    void shouldRoundTripAnItemWithoutLabel() {
        ItemVertex decoded = ItemVertexFormat.decode(ItemVertexFormat.encode(new ItemVertex("i")));
        assertThat(decoded.label()).isEqualTo(ItemVertex.NO_LABEL);
        assertThat(decoded.degree()).isZero();
    }

    @Test
    void shouldRoundTripVoteCounts() {
        for (long seed = 400; seed < 600; seed++) {
            Random random = new Random(seed);
            VoteCounts counts = RandomValues.counts(random, random.nextInt(200));
            equal(VoteCountsFormat.decode(VoteCountsFormat.encode(counts)), counts, seed);
        }
        VoteCounts highest = new VoteCounts();
        highest.add(Integer.MAX_VALUE, Long.MAX_VALUE);
        equal(VoteCountsFormat.decode(VoteCountsFormat.encode(highest)), highest, 0);
    }

    @Test
    void shouldRoundTripVoteBatches() {
        for (long seed = 600; seed < 700; seed++) {
            Random random = new Random(seed);
            VoteBatch batch = new VoteBatch();
            assertThat(batch.isEmpty()).isTrue();
            List<Votes> expected = new ArrayList<>();
            for (int n = random.nextInt(20); n >= 0; n--) {
                expected.add(votes(random));
                batch.add(expected.get(expected.size() - 1));
            }
            assertThat(batch.isEmpty()).isFalse();
            int size = batch.bytes();
            byte[] bytes = batch.take();
            assertThat(bytes).as("seed %d", seed).hasSize(size);
            equal(VoteBatch.decode(bytes), expected, seed);
            assertThat(batch.isEmpty()).isTrue();
            Votes next = votes(random);
            batch.add(next);
            equal(VoteBatch.decode(batch.take()), List.of(next), seed);
        }
    }

    @Test
    void shouldRoundTripItemLabels() {
        for (int number : new int[] {0, 1, 127, 128, 70_000, Integer.MAX_VALUE}) {
            for (int check : new int[] {number, -number, Integer.MIN_VALUE, -1}) {
                ItemLabel label = new ItemLabel(number, check);
                assertThat(ItemLabelFormat.decode(ItemLabelFormat.encode(label)))
                        .isEqualTo(label);
            }
        }
    }

    @Test
    void shouldRoundTripPremiums() {
        Premiums premiums = new Premiums(0.123456789, 0.5, 7);
        assertThat(PremiumFormat.decode(PremiumFormat.encode(premiums))).isEqualTo(premiums);
        assertThat(PremiumFormat.decode(PremiumFormat.encode(Premiums.NONE))).isEqualTo(Premiums.NONE);
    }

    @Test
    void shouldRoundTripTaskReports() {
        for (long seed = 700; seed < 750; seed++) {
            Random random = new Random(seed);
            long[] counts = random.longs(Counter.values().length, 0, Long.MAX_VALUE)
                    .map(count -> count >>> random.nextInt(60))
                    .toArray();
            TaskReport decoded = TaskReportFormat.decode(
                    TaskReportFormat.encode(new TaskReport("rows=" + seed, counts, random.nextBoolean())));
            assertThat(decoded.deployment()).isEqualTo("rows=" + seed);
            assertThat(decoded.counts()).as("seed %d", seed).isEqualTo(counts);
        }
        long[] none = new long[Counter.values().length];
        assertThat(TaskReportFormat.decode(TaskReportFormat.encode(new TaskReport("", none, true)))
                        .settled())
                .isTrue();
        assertThat(TaskReportFormat.decode(TaskReportFormat.encode(new TaskReport("", none, false)))
                        .settled())
                .isFalse();
    }

    @Test
    void shouldReadZeroForCountersThatAnOlderWriterDidNotHave() {
        byte[] older = TaskReportFormat.encode(new TaskReport("d", new long[] {7, 8}, false));
        TaskReport report = TaskReportFormat.decode(older);
        assertThat(report.count(Counter.VERTICES)).isEqualTo(7);
        assertThat(report.count(Counter.EDGES)).isEqualTo(8);
        assertThat(report.count(Counter.VOTES)).isZero();
    }

    @Test
    void shouldRoundTripVolumeBlocks() {
        for (long seed = 750; seed < 850; seed++) {
            Random random = new Random(seed);
            int rows = 1 + random.nextInt(300);
            long[] volumes = new long[rows];
            Arrays.setAll(volumes, label -> random.nextInt(3) == 0 ? RandomValues.number(random) : 0);
            long[] decoded = new long[VolumeBlockFormat.LABELS];
            for (int block = 0; block < VolumeBlockFormat.blocks(rows); block++) {
                Arrays.fill(decoded, -1);
                VolumeBlockFormat.decode(VolumeBlockFormat.encode(volumes, block), decoded);
                int from = block * VolumeBlockFormat.LABELS;
                assertThat(decoded)
                        .as("seed %d, block %d", seed, block)
                        .isEqualTo(Arrays.copyOf(
                                Arrays.copyOfRange(volumes, from, Math.min(rows, from + VolumeBlockFormat.LABELS)),
                                VolumeBlockFormat.LABELS));
            }
        }
        assertThat(VolumeBlockFormat.blocks(1)).isEqualTo(1);
        assertThat(VolumeBlockFormat.blocks(64)).isEqualTo(1);
        assertThat(VolumeBlockFormat.blocks(65)).isEqualTo(2);
    }

    @Test
    void shouldTakeTwoBytesWhenAllVolumesOfABlockAreZero() {
        assertThat(VolumeBlockFormat.encode(new long[100], 1)).hasSize(2);
    }

    @Test
    void shouldRoundTripClusterVolumeKeys() {
        for (Kind kind : Kind.values()) {
            for (Side side : Side.values()) {
                ClusterVolumeKey key = new ClusterVolumeKey(kind, side, 70_000, 123_456);
                assertThat(ClusterVolumeKey.decode(key.encode())).isEqualTo(key);
            }
        }
        for (long item : new long[] {1, -1, Long.MIN_VALUE, 0x1234_5678_9abc_def0L, 0x8000_0001_8000_0002L}) {
            ClusterVolumeKey key = ClusterVolumeKey.forget(item);
            assertThat(ClusterVolumeKey.decode(key.encode()).item()).isEqualTo(item);
            assertThat(key.kind()).isEqualTo(Kind.FORGET);
        }
    }

    @Test
    void shouldStayAsItIsWhenCodeChanges() {
        // State of older versions looks like this: a change here needs a new version byte.
        UserVertex user = new UserVertex("ab", true);
        user.add(0x0102, 300);
        user.assign(4, -1);
        assertThat(hex(UserVertexFormat.encode(user))).isEqualTo("010105000261620100000000000001" + "02ac02");
        user.join(2, 300);
        assertThat(hex(UserVertexFormat.encode(user)))
                .isEqualTo("02090500026162" + "02ac02" + "010000000000000102" + "ac02");
        VoteCounts counts = new VoteCounts();
        counts.add(3, 1);
        counts.add(5, 200);
        assertThat(hex(VoteCountsFormat.encode(counts))).isEqualTo("010203010" + "2c801");
        ItemVertex item = new ItemVertex("i", 3, 201, 1, counts, null);
        assertThat(hex(ItemVertexFormat.encode(item))).isEqualTo("010004c901010169" + "0203010" + "2c801");
        item.join(300);
        assertThat(hex(ItemVertexFormat.encode(item))).isEqualTo("020204ac02c901010169" + "0203010" + "2c801");
        RowUses uses = new RowUses(Side.ITEM, IntList.of(0, 5, 300), IntList.of(7));
        assertThat(hex(RowUsesFormat.encode(uses))).isEqualTo("0101" + "030105a702" + "0108");
        assertThat(hex(ItemLabelFormat.encode(new ItemLabel(3, -1)))).isEqualTo("0100000000ffffffff03");
        assertThat(hex(new ClusterVolumeKey(Kind.REPORT, Side.ITEM, 1, 2).encode()))
                .isEqualTo("01010000000100000002");
        VoteBatch batch = new VoteBatch();
        batch.add(new Votes(-1, 3, "i", new long[] {9}, null));
        assertThat(hex(batch.take())).isEqualTo("0101000401" + "69" + "010000000000000009");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static Votes votes(Random random) {
        long[] items = random.longs(random.nextInt(1, 30)).toArray();
        long[] weights = random.nextBoolean() ? null : new long[items.length];
        if (weights != null) {
            Arrays.setAll(weights, i -> RandomValues.number(random));
        }
        String id = random.nextBoolean() ? RandomValues.id(random) : null;
        return new Votes(random.nextInt(1_000) - 1, random.nextInt(1_000) - 1, id, items, weights);
    }

    private static void equal(List<Votes> actual, List<Votes> expected, long seed) {
        assertThat(actual).as("seed %d", seed).usingRecursiveComparison().isEqualTo(expected);
    }

    private static void equal(VoteCounts actual, VoteCounts expected, long seed) {
        assertThat(actual.size()).as("seed %d", seed).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.label(i)).as("seed %d", seed).isEqualTo(expected.label(i));
            assertThat(actual.votes(i)).as("seed %d", seed).isEqualTo(expected.votes(i));
        }
    }
}
