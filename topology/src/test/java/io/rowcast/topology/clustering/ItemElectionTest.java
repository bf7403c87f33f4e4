// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.graph.EdgeWeighting;
import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.PagesInMemory;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link LabelPropagation} for items, and for both sides against every score worked out in the plainest way. */
final class ItemElectionTest {
    private static final long HASH = 7;
    private static final int NO_LABEL = ItemVertex.NO_LABEL;

    private final PagesInMemory pages = new PagesInMemory();

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "2,2"})
    void shouldWeighVotesAgainstUserVolumesWhenElecting(double resolution, int expected) {
        // E = 10, d = 5: a user volume of v costs R * 5 * v/10. Labels 0, 1, 2 have 1, 3, 1 votes and volumes 4, 5, 1.
        // R = 0: 1, 3, 1. R = 1: 1 - 2 = -1, 3 - 2.5 = 0.5, 1 - 0.5 = 0.5. R = 2: -3, -2, 0.
        FixedVolumes volumes = new FixedVolumes(4).edges(10).users(4, 5, 1).items(10);
        ItemVertex item = item(Map.of(0, 1, 1, 3, 2, 1));
        assertThat(propagation(4, resolution, 0.5).elect(HASH, item, pages, volumes))
                .isEqualTo(expected);
    }

    @Test
    void shouldNeverOpenALabelWhenEveryScoreIsNegative() {
        FixedVolumes volumes =
                new FixedVolumes(4).edges(10).users(5, 5).items(10).premiums(0, 0.5);
        ItemVertex item = item(Map.of(0, 1, 1, 1));
        // 1 - 9 * 2 * 5/10 = -8 each, with a premium of 0.5 * 10/8 for label 1, which has no items.
        assertThat(propagation(4, 9, 0.5).elect(HASH, item, pages, volumes)).isEqualTo(1);
        volumes.premiums(0, 0);
        assertThat(propagation(4, 9, 0.5).elect(HASH, item, pages, volumes)).isZero();
    }

    @Test
    void shouldKeepItsRowWhenItIsAloneThereAndThePremiumPays() {
        ItemVertex item = item(Map.of(0, 3, 1, 1));
        item.assign(HASH, 1, pages);
        FixedVolumes volumes =
                new FixedVolumes(4).edges(100).users(5, 5).items(6, 4).premiums(0, 0.6);
        // Staying: 1 + 0.6 * 4 = 3.4; label 0: 3.
        assertThat(propagation(4, 0, 0.5).elect(HASH, item, pages, volumes)).isEqualTo(1);
        volumes.items(5, 5);
        assertThat(propagation(4, 0, 0.5).elect(HASH, item, pages, volumes)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"2,0", "3,0", "4,1"})
    void shouldYieldToAChallengerWhenItWinsByMoreThanTheHysteresis(int votes, int expected) {
        ItemVertex item = item(Map.of(0, 2, 1, votes));
        item.assign(HASH, 0, pages);
        FixedVolumes volumes = new FixedVolumes(4).edges(10).users(5, 5).items(5, 5);
        assertThat(propagation(4, 0, 1).challenge(HASH, item, 1, pages, volumes))
                .isEqualTo(expected);
    }

    @Test
    void shouldLookOnlyAtTheChallengerWhenAThirdLabelIsBetterStill() {
        ItemVertex item = item(Map.of(0, 1, 1, 2, 2, 9));
        item.assign(HASH, 0, pages);
        FixedVolumes volumes = new FixedVolumes(4).edges(10).users(5, 5).items(5, 5);
        assertThat(propagation(4, 0, 0.5).challenge(HASH, item, 1, pages, volumes))
                .isEqualTo(1);
        assertThat(propagation(4, 0, 0.5).elect(HASH, item, pages, volumes)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldAgreeWithEveryScoreWrittenOutWhenItemsAreRandom(long seed) {
        Random random = new Random(seed);
        int rows = 1 + random.nextInt(600);
        for (int round = 0; round < 300; round++) {
            Setting setting = new Setting(random, rows);
            ItemVertex item = new ItemVertex("i");
            TreeMap<Integer, Long> votes = new TreeMap<>();
            int labels = 1 + random.nextInt(rows);
            for (int i = 0; i < labels; i++) {
                int label = random.nextInt(rows);
                item.recast(HASH, NO_LABEL, label, 1 + i % 3, pages);
                votes.merge(label, 1L + i % 3, Long::sum);
            }
            int present = random.nextInt(4) == 0 ? NO_LABEL : random.nextInt(rows);
            if (present != NO_LABEL) {
                item.assign(HASH, present, pages);
            }
            int expected = setting.expected(votes, present, item.degree(), true);
            assertThat(setting.propagation.elect(HASH, item, pages, setting.volumes))
                    .as("seed %d round %d: %s", seed, round, setting)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldAgreeWithEveryScoreWrittenOutWhenUsersAreRandom(long seed) {
        Random random = new Random(seed);
        int rows = 1 + random.nextInt(600);
        for (int round = 0; round < 300; round++) {
            Setting setting = new Setting(random, rows);
            TextGraph graph = TextGraph.of("");
            UserVertex user = new UserVertex("u", true);
            TreeMap<Integer, Long> votes = new TreeMap<>();
            int edges = 1 + random.nextInt(200);
            for (int i = 0; i < edges; i++) {
                int label = random.nextInt(rows);
                graph.label("i" + i, label);
                user.add(graph.item("i" + i), 1 + i % 3);
                votes.merge(label, 1L + i % 3, Long::sum);
            }
            int present = random.nextInt(4) == 0 ? NO_LABEL : random.nextInt(rows);
            user.assign(present, NO_LABEL);
            int expected = setting.expected(votes, present, user.degree(), false);
            setting.propagation.elect(HASH, user, graph, setting.volumes, FreeLabels.CLOSED);
            assertThat(user.label())
                    .as("seed %d round %d: %s", seed, round, setting)
                    .isEqualTo(expected);
            assertThat(user.secondaryLabel()).as("seed %d", seed).isNotEqualTo(user.label());
            assertThat(user.secondaryLabel() == NO_LABEL || votes.containsKey(user.secondaryLabel()))
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    /** Random volumes and parameters, all small powers of two or whole, so that scores are exact and ties happen. */
    private static final class Setting {
        private final int rows;
        private final double resolution;
        private final double hysteresis;
        private final FixedVolumes volumes;
        private final LabelPropagation propagation;

        Setting(Random random, int rows) {
            this.rows = rows;
            resolution = random.nextInt(3) * rows / 64.0;
            hysteresis = random.nextInt(4) / 2.0;
            long[] users = random.ints(rows, 0, 9).asLongStream().toArray();
            long[] items = random.ints(rows, 0, 9).asLongStream().toArray();
            volumes = new FixedVolumes(rows)
                    .users(users)
                    .items(items)
                    .edges(64)
                    .premiums(random.nextInt(3) / 4.0, random.nextInt(3) / 4.0);
            propagation = new LabelPropagation(new ClusteringParameters(
                    rows,
                    resolution / rows,
                    hysteresis,
                    VertexWeighting.DEGREE,
                    VertexWeighting.DEGREE,
                    EdgeWeighting.SET));
        }

        int expected(Map<Integer, Long> votes, int present, long degree, boolean item) {
            Side side = item ? Side.ITEM : Side.USER;
            double totals = (double) volumes.total(side) * volumes.total(side.other());
            double price = totals == 0 ? 0 : resolution * volumes.edgeWeight() * degree / totals;
            double[] scores = new double[rows];
            for (int label = 0; label < rows; label++) {
                scores[label] = votes.getOrDefault(label, 0L) - price * volumes.volume(side.other(), label);
                if (volumes.volume(side, label) <= (label == present ? degree : 0)) {
                    scores[label] += volumes.premium(side)
                            * Math.min((double) degree, (double) volumes.edgeWeight() / volumes.vertices(side));
                }
            }
            int best = NO_LABEL;
            for (int label : votes.keySet().stream().sorted().toList()) {
                if (best == NO_LABEL || scores[label] > scores[best]) {
                    best = label;
                }
            }
            return present != NO_LABEL && scores[best] <= scores[present] + hysteresis ? present : best;
        }

        @Override
        public String toString() {
            return "K " + rows + ", R " + resolution + ", hysteresis " + hysteresis;
        }
    }

    private ItemVertex item(Map<Integer, Integer> votes) {
        ItemVertex item = new ItemVertex("i");
        votes.forEach((label, count) -> item.recast(HASH, NO_LABEL, label, count, pages));
        return item;
    }

    private static LabelPropagation propagation(int rows, double resolution, double hysteresis) {
        return new LabelPropagation(new ClusteringParameters(
                rows,
                resolution / rows,
                hysteresis,
                VertexWeighting.DEGREE,
                VertexWeighting.DEGREE,
                EdgeWeighting.SET));
    }
}
