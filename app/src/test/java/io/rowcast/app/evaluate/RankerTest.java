// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RankerTest {
    private final Workers workers = new Workers(2);

    @AfterEach
    void close() {
        workers.close();
    }

    /** One user with embedding 1; the score of item i is 100 - i, so it has place i + 1. */
    private RankingScore scoreOfDescending(int items, String train, HeldOut wanted, HeldOut known) {
        Adjacency graph = TinyGraph.of(1, items, train);
        Matrix finals = Matrix.zeros(1 + items, 1);
        finals.row(0)[0] = 1;
        for (int item = 0; item < items; item++) {
            finals.row(1 + item)[0] = 100 - item;
        }
        return new Ranker(graph, 1, workers).score(finals, wanted, known, new int[] {0});
    }

    @Test
    void shouldBePerfectWhenAllHeldOutItemsComeFirst() {
        RankingScore score = scoreOfDescending(30, "0-29", heldOut(0, 1, 2), HeldOut.none(1));

        assertThat(score.recall()).isEqualTo(1);
        assertThat(score.ndcg()).isCloseTo(1, within(1e-12));
        assertThat(score.users()).isEqualTo(1);
    }

    @Test
    void shouldCountHitsByPlaceWhenSomeAreMissed() {
        // Places 2 and 20 are hits, place 21 is beyond the cut: 2 of 3.
        RankingScore score = scoreOfDescending(30, "0-29", heldOut(1, 19, 20), HeldOut.none(1));

        assertThat(score.recall()).isCloseTo(2.0 / 3, within(1e-12));
        double ideal = 1 + 1 / log2(3) + 1 / log2(4);
        assertThat(score.ndcg()).isCloseTo((1 / log2(3) + 1 / log2(21)) / ideal, within(1e-12));
    }

    @Test
    void shouldLeaveOutWhatIsKnown() {
        // Items 0 and 2 are trained on and 1 is known, so item 3 has place 1.
        RankingScore score = scoreOfDescending(30, "0-0 0-2", heldOut(3), heldOut(1));

        assertThat(score.recall()).isEqualTo(1);
        assertThat(score.ndcg()).isCloseTo(1, within(1e-12));
    }

    @Test
    void shouldDivideByTwentyWhenMoreAreHeldOut() {
        int[] wanted = IntStream.range(10, 50).toArray();

        RankingScore score = scoreOfDescending(60, "0-59", heldOut(wanted), HeldOut.none(1));

        assertThat(score.recall()).isCloseTo(10.0 / 20, within(1e-12));
    }

    @Test
    void shouldRankAllItemsWhenThereAreFewerThanTwenty() {
        assertThat(scoreOfDescending(3, "0-0", heldOut(2), HeldOut.none(1)).recall())
                .isEqualTo(1);
    }

    @Test
    void shouldNotPreferEarlyItemsWhenAllScoresAreEqual() {
        Adjacency graph = TinyGraph.of(1, 41, "0-40");
        Matrix finals = Matrix.zeros(42, 2);
        HeldOut wanted = heldOut(IntStream.range(0, 20).toArray());
        double sum = 0;
        for (int seed = 0; seed < 40; seed++) {
            sum += new Ranker(graph, seed, workers)
                    .score(finals, wanted, HeldOut.none(1), new int[] {0})
                    .recall();
        }

        assertThat(sum / 40).isBetween(0.4, 0.6);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldEqualSortingAllScores(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int users = 7;
        int items = 1100;
        int width = 6;
        StringBuilder edges = new StringBuilder();
        IntArrayList heldUsers = new IntArrayList();
        IntArrayList heldItems = new IntArrayList();
        for (int user = 0; user < users; user++) {
            for (int item = 0; item < items; item++) {
                int draw = random.nextInt(20);
                if (draw == 0) {
                    edges.append(user).append('-').append(item).append(' ');
                } else if (draw <= 2) {
                    heldUsers.add(user);
                    heldItems.add(item);
                }
            }
        }
        Adjacency graph = TinyGraph.of(users, items, edges.toString());
        HeldOut wanted = HeldOut.of(users, heldUsers, heldItems);
        Matrix finals = Matrix.zeros(users + items, width);
        for (float[] row : finals.values()) {
            for (int k = 0; k < width; k++) {
                row[k] = (float) random.nextGaussian();
            }
        }

        RankingScore score =
                new Ranker(graph, seed, workers).score(finals, wanted, HeldOut.none(users), wanted.users());

        double recall = 0;
        for (int user = 0; user < users; user++) {
            recall += sortedRecall(graph, finals, wanted, user);
        }
        assertThat(score.recall()).isCloseTo(recall / users, within(1e-12)).isBetween(0.01, 0.9);
    }

    private static double sortedRecall(Adjacency graph, Matrix finals, HeldOut wanted, int user) {
        List<Integer> candidates = new ArrayList<>();
        for (int item = 0; item < graph.items(); item++) {
            int vertex = graph.users() + item;
            if (IntStream.range(graph.offsets()[user], graph.offsets()[user + 1])
                    .noneMatch(i -> graph.neighbours()[i] == vertex)) {
                candidates.add(item);
            }
        }
        candidates.sort(Comparator.comparingDouble(item -> -score(finals, user, graph.users() + item)));
        long hits = candidates.stream()
                .limit(20)
                .filter(item -> wanted.contains(user, item))
                .count();
        return (double) hits / Math.min(20, wanted.count(user));
    }

    private static double score(Matrix finals, int user, int item) {
        double sum = 0;
        for (int k = 0; k < finals.width(); k++) {
            sum += (double) finals.row(user)[k] * finals.row(item)[k];
        }
        return sum;
    }

    private static HeldOut heldOut(int... items) {
        return HeldOut.of(1, new IntArrayList(new int[items.length]), new IntArrayList(items));
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
