// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.batch.PlantedGraph;
import io.rowcast.topology.graph.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BacoTest {

    @Test
    void shouldFindBlocksWhenTheyAreComplete() {
        Solution solution = new Baco(4, 0.5, 20, true, 1).solve(Graphs.blocks(6, 5));

        assertThat(Graphs.pattern(solution.users().primary())).containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
        assertThat(solution.items().primary()).isEqualTo(solution.users().primary());
        assertThat(solution.users().table()).isEqualTo(2);
        assertThat(solution.users().withSecondary()).isZero();
    }

    @Test
    void shouldGiveTheSecondBlockAsSecondRowWhenAUserHasEdgesToBoth() {
        BipartiteGraph.Builder builder = new BipartiteGraph.Builder();
        for (int user = 0; user < 10; user++) {
            for (int item = 0; item < 5; item++) {
                builder.add(user, user < 5 ? item : 5 + item);
            }
        }
        builder.add(0, 5);
        Solution solution = new Baco(4, 0.5, 20, true, 1).solve(builder.build());

        int[] rows = solution.users().primary();
        assertThat(Graphs.pattern(rows)).containsExactly(0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
        assertThat(solution.users().secondary(0)).isEqualTo(rows[5]);
        assertThat(solution.users().withSecondary()).isEqualTo(1);
        assertThat(new Baco(4, 0.5, 20, false, 1).solve(builder.build()).users().withSecondary())
                .isZero();
    }

    @Test
    void shouldLeaveEveryVertexAloneWhenTheBudgetHoldsThemAll() {
        Solution solution = new Baco(22, 0.5, 5, true, 1).solve(Graphs.blocks(6, 5));

        assertThat(solution.rounds()).isZero();
        assertThat(solution.tables()).isEqualTo(22);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.5", "2, 2", "3, 8", "4, 30"})
    void shouldDoWhatTheFormulaSaysWhateverGamma(long seed, double gamma) {
        BipartiteGraph graph = PlantedGraph.of(seed, 300, 120, 12, 2_000, 0.6).graph();
        Solution solution = new Baco(2, gamma, 3, true, seed).solve(graph);
        Literally literally = new Literally(graph, gamma, 3, seed);

        assertThat(Graphs.pattern(solution.clusters().users())).isEqualTo(Graphs.pattern(literally.labels(Side.USER)));
        assertThat(Graphs.pattern(solution.clusters().items())).isEqualTo(Graphs.pattern(literally.labels(Side.ITEM)));
        assertThat(Graphs.pattern(solution.clusters().users()))
                .isEqualTo(Graphs.pattern(solution.users().primary()));
        for (int user = 0; user < 300; user++) {
            int second = solution.users().secondary(user);
            Integer expected = literally.second(user);
            if (expected == null) {
                assertThat(second).isEqualTo(Rows.NO_ROW);
            } else {
                assertThat(second)
                        .as("seed %d, user %d", seed, user)
                        .isEqualTo(solution.users().primary()[literally.someUserIn(expected)]);
            }
        }
    }

    @Test
    void shouldStopWhenTheBudgetIsReached() {
        BipartiteGraph graph = PlantedGraph.of(5, 2_000, 800, 20, 12_000, 0.5).graph();
        int after = new Baco(2, 6, 1, true, 1).solve(graph).tables();

        assertThat(new Baco(after, 6, 5, true, 1).solve(graph).rounds()).isEqualTo(1);
        assertThat(new Baco(after - 1, 6, 5, true, 1).solve(graph).rounds()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 400, 700})
    void shouldMakeMostOfTheBudgetWhenGammaIsLookedFor(int budget) {
        BipartiteGraph graph = PlantedGraph.of(6, 2_000, 800, 20, 30_000, 0.7).graph();
        Solution solution = new Baco(budget, Double.NaN, Baco.AS_NEEDED, true, 1).solve(graph);

        assertThat(solution.tables()).isBetween((int) (0.9 * budget), budget);
        assertThat(solution.resolution())
                .isCloseTo(Baco.gamma(graph, solution.resolution()) * Math.sqrt(graph.edges() / 800.0), within(1e-9));
    }

    @Test
    void shouldLeaveVerticesWithoutEdgesWithoutRow() {
        Solution solution = new Baco(2, 1, 5, true, 1).solve(Graphs.of("1-2 1-3"));

        assertThat(solution.users().primary()).containsExactly(Rows.NO_ROW, 0);
        assertThat(solution.items().primary()).containsExactly(Rows.NO_ROW, Rows.NO_ROW, 0, 0);
        assertThat(new Baco(2, Double.NaN, 5, true, 1)
                        .solve(new BipartiteGraph.Builder().build())
                        .tables())
                .isZero();
    }

    /** The method word by word, with maps and volumes summed anew for every score. */
    private static final class Literally {
        private final BipartiteGraph graph;
        private final double gamma;
        private final int users;
        private final int[] labels;

        Literally(BipartiteGraph graph, double gamma, int rounds, long seed) {
            this.graph = graph;
            this.gamma = gamma;
            this.users = graph.vertices(Side.USER);
            this.labels = new int[users + graph.vertices(Side.ITEM)];
            for (int vertex = 0; vertex < labels.length; vertex++) {
                labels[vertex] = vertex;
            }
            SplittableRandom random = new SplittableRandom(seed);
            int[] order = new int[labels.length];
            for (int round = 0; round < rounds; round++) {
                CoLabels.shuffle(order, random);
                for (int vertex : order) {
                    labels[vertex] = best(vertex, List.copyOf(scores(vertex).keySet()), labels[vertex]);
                }
            }
        }

        int[] labels(Side side) {
            int[] ofSide = new int[graph.vertices(side)];
            System.arraycopy(labels, side == Side.USER ? 0 : users, ofSide, 0, ofSide.length);
            return ofSide;
        }

        Integer second(int user) {
            List<Integer> others = new ArrayList<>(scores(user).keySet());
            others.removeIf(label -> label == labels[user] || someUserIn(label) < 0);
            return others.isEmpty() ? null : (Integer) best(user, others, -1);
        }

        int someUserIn(int label) {
            for (int user = 0; user < users; user++) {
                if (labels[user] == label) {
                    return user;
                }
            }
            return -1;
        }

        private int best(int vertex, List<Integer> candidates, int otherwise) {
            Map<Integer, Double> scores = scores(vertex);
            int best = otherwise;
            double bestScore = Double.NEGATIVE_INFINITY;
            for (int label : candidates) {
                // Sums in another order differ in the last digits; what differs by no more is equal.
                if (scores.get(label) > bestScore - 1e-9) {
                    best = label;
                    bestScore = scores.get(label);
                }
            }
            return best;
        }

        private Map<Integer, Double> scores(int vertex) {
            Side side = vertex < users ? Side.USER : Side.ITEM;
            int number = side == Side.USER ? vertex : vertex - users;
            Map<Integer, Double> scores = new LinkedHashMap<>();
            for (int i = 0; i < graph.degree(side, number); i++) {
                int other = graph.neighbour(side, number, i) + (side == Side.USER ? users : 0);
                scores.merge(labels[other], 1.0, Double::sum);
            }
            scores.replaceAll((label, edges) -> edges - gamma * weight(vertex) * volume(side.other(), label));
            return scores;
        }

        /** The vertices of a side that carry a label, and its first vertex if that is of the other side. */
        private double volume(Side side, int label) {
            double volume = 0;
            for (int vertex = 0; vertex < labels.length; vertex++) {
                boolean ofSide = vertex < users == (side == Side.USER);
                volume += ofSide && labels[vertex] == label ? weight(vertex) : 0;
            }
            boolean beganByOther = label < users == (side == Side.ITEM);
            return volume + (beganByOther ? weight(label) : 0);
        }

        private double weight(int vertex) {
            return vertex < users
                    ? graph.degree(Side.USER, vertex) / Math.sqrt(graph.edges())
                    : graph.degree(Side.ITEM, vertex - users) / Math.sqrt(graph.vertices(Side.ITEM));
        }
    }
}
