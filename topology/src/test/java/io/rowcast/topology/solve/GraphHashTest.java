// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.batch.PlantedGraph;
import io.rowcast.topology.graph.Side;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GraphHashTest {

    @Test
    void shouldFindBlocksWhenFewEdgesTieThem() {
        BipartiteGraph graph = Graphs.of("0-0 0-1 0-2 1-0 1-1 1-2 2-0 2-1 2-2 3-3 3-4 4-3 4-4 0-3");
        Solution solution = new GraphHash(100, 1).solve(graph);

        assertThat(solution.users().primary()).containsExactly(0, 0, 0, 1, 1);
        assertThat(solution.items().primary()).containsExactly(0, 0, 0, 1, 1);
        assertThat(solution.clusters().insideShare(graph)).isCloseTo(13 / 14.0, within(1e-12));
        // 10 of 14 degrees of the users, 9 of the items, in one cluster.
        assertThat(solution.clusters().objective(graph, 1))
                .isCloseTo((13 - (10 * 9 + 4 * 5) / 14.0) / 14, within(1e-12));
    }

    @Test
    void shouldKeepComponentsTogetherWhenResolutionIsAlmostNothing() {
        Solution solution = new GraphHash(100, 1e-9).solve(Graphs.blocks(3, 1, 4));

        assertThat(solution.users().primary()).containsExactly(0, 0, 0, 1, 2, 2, 2, 2);
        assertThat(solution.items().primary()).isEqualTo(solution.users().primary());
    }

    @Test
    void shouldLeaveEveryVertexAloneWhenResolutionIsVeryHigh() {
        Solution solution = new GraphHash(100, 1e6).solve(Graphs.blocks(3, 4));

        assertThat(solution.tables()).isEqualTo(14);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldRecoverPlantedClustersWhenResolutionIsOne(long seed) {
        PlantedGraph planted = PlantedGraph.of(seed, 1_000, 400, 10, 20_000, 0.8);
        BipartiteGraph graph = planted.graph();
        Solution solution = new GraphHash(20, 1).solve(graph);
        int[] truth = new int[1_000];
        int[] ofItems = new int[graph.vertices(Side.ITEM)];
        for (int vertex = 0; vertex < truth.length; vertex++) {
            truth[vertex] = vertex % 10;
        }
        for (int item = 0; item < ofItems.length; item++) {
            ofItems[item] = item % 10;
        }

        assertThat(solution.clusters().objective(graph, 1))
                .as("seed %d", seed)
                .isGreaterThan(0.98 * new CoClusters(truth, ofItems).objective(graph, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldGainAlmostNothingFromJoiningTwoWhenItHasSettled(long seed) {
        BipartiteGraph graph = PlantedGraph.of(seed, 200, 80, 5, 1_500, 0.7).graph();
        int[] labels = Louvain.labels(JointGraph.of(graph), graph.edges(), 3);
        int most = Arrays.stream(labels).max().getAsInt();
        double objective = objective(graph, labels, 3);
        assertThat(most).isGreaterThan(2);
        for (int from = 1; from <= most; from++) {
            for (int into = 0; into < from; into++) {
                int one = from;
                int other = into;
                int[] joined = Arrays.stream(labels)
                        .map(label -> label == one ? other : label)
                        .toArray();
                assertThat(objective(graph, joined, 3))
                        .as("seed %d, %d and %d", seed, from, into)
                        .isLessThanOrEqualTo(objective + Louvain.TOLERANCE);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "4, 0.3"})
    void shouldDoWhatTheObjectiveSaysWhateverTheResolution(long seed, double resolution) {
        BipartiteGraph graph = PlantedGraph.of(seed, 60, 24, 6, 220, 0.7).graph();

        int[] labels = Louvain.labels(JointGraph.of(graph), graph.edges(), resolution);

        assertThat(Graphs.pattern(labels))
                .as("seed %d", seed)
                .isEqualTo(Graphs.pattern(new Literally(graph, resolution).labels));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 300, 1_000})
    void shouldMakeMostOfTheBudgetWhenResolutionIsLookedFor(int budget) {
        BipartiteGraph graph = PlantedGraph.of(6, 2_000, 800, 20, 12_000, 0.5).graph();

        assertThat(new GraphHash(budget, Double.NaN).solve(graph).tables()).isBetween((int) (0.8 * budget), budget);
    }

    @Test
    void shouldKeepDegreesAndEdgesWhenVerticesAreGrouped() {
        JointGraph graph = JointGraph.of(Graphs.of("0-0 0-1 1-1 1-2 2-2"));
        JointGraph grouped = graph.grouped(new int[] {0, 0, 1, 0, 2, 1}, 3);

        assertThat(grouped.userDegrees()).containsExactly(4, 1, 0);
        assertThat(grouped.itemDegrees()).containsExactly(1, 2, 2);
        // Between 0 and 1: edge 1-2. Between 0 and 2: edges 0-1 and 1-1. Inside: 0-0 and 2-2.
        assertThat(grouped.offsets()).containsExactly(0, 2, 3, 4);
        assertThat(grouped.neighbours()).containsExactly(2, 1, 0, 0);
        assertThat(grouped.weights()).containsExactly(2, 1, 1, 2);
    }

    @Test
    void shouldAddAHashedRowOfTheSameTableWhenDoubled() {
        BipartiteGraph graph = PlantedGraph.of(6, 2_000, 800, 20, 12_000, 0.5).graph();
        Solution one = new GraphHash(100, 8).solve(graph);
        Solution two = new DoubleGraphHash(100, 8, 1).solve(graph);

        assertThat(two.users().primary()).isEqualTo(one.users().primary());
        assertThat(two.items().primary()).isEqualTo(one.items().primary());
        assertThat(two.tables()).isEqualTo(one.tables());
        for (Side side : Side.values()) {
            Rows rows = two.rows(side);
            int alone = graph.vertices(side) - rows.withSecondary();
            assertThat(alone).isLessThan(5 * graph.vertices(side) / rows.table() + 10);
        }
    }

    private static double objective(BipartiteGraph graph, int[] labels, double resolution) {
        int users = graph.vertices(Side.USER);
        return new CoClusters(Arrays.copyOf(labels, users), Arrays.copyOfRange(labels, users, labels.length))
                .objective(graph, resolution);
    }

    /** The method word by word: groups of vertices move where the objective, computed anew for each, rises most. */
    private static final class Literally {
        private static final double ROUNDING = 1e-12;

        private final BipartiteGraph graph;
        private final double resolution;
        private final int[] labels;
        private int levels;

        Literally(BipartiteGraph graph, double resolution) {
            this.graph = graph;
            this.resolution = resolution;
            this.labels = new int[graph.vertices(Side.USER) + graph.vertices(Side.ITEM)];
            Arrays.setAll(labels, vertex -> vertex);
            double before = Double.NEGATIVE_INFINITY;
            while (objective(graph, labels, resolution) - before > Louvain.TOLERANCE) {
                before = objective(graph, labels, resolution);
                level();
                levels++;
            }
            assertThat(levels).isGreaterThan(2);
        }

        private void level() {
            int[] groups = Arrays.stream(labels).distinct().sorted().toArray();
            int[] groupOf = labels.clone();
            double before = Double.NEGATIVE_INFINITY;
            while (objective(graph, labels, resolution) - before > Louvain.TOLERANCE) {
                before = objective(graph, labels, resolution);
                for (int group : groups) {
                    move(group, groupOf);
                }
            }
        }

        private void move(int group, int[] groupOf) {
            int[] best = labels.clone();
            double bestObjective = objective(graph, labels, resolution);
            for (int label : neighbouring(group, groupOf)) {
                int[] moved = labels.clone();
                for (int vertex = 0; vertex < moved.length; vertex++) {
                    moved[vertex] = groupOf[vertex] == group ? label : moved[vertex];
                }
                double objective = objective(graph, moved, resolution);
                if (objective > bestObjective + ROUNDING) {
                    best = moved;
                    bestObjective = objective;
                }
            }
            System.arraycopy(best, 0, labels, 0, best.length);
        }

        private int[] neighbouring(int group, int[] groupOf) {
            int users = graph.vertices(Side.USER);
            IntStream.Builder found = IntStream.builder();
            for (int user = 0; user < users; user++) {
                for (int i = 0; i < graph.degree(Side.USER, user); i++) {
                    int item = users + graph.neighbour(Side.USER, user, i);
                    if (groupOf[user] == group) {
                        found.add(labels[item]);
                    }
                    if (groupOf[item] == group) {
                        found.add(labels[user]);
                    }
                }
            }
            return found.build().distinct().sorted().toArray();
        }
    }
}
