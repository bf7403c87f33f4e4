package io.rowcast.topology.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.batch.PlantedGraph;
import io.rowcast.topology.graph.Side;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        double objective = objective(graph, labels);
        assertThat(most).isGreaterThan(2);
        for (int from = 1; from <= most; from++) {
            for (int into = 0; into < from; into++) {
                int one = from;
                int other = into;
                int[] joined = Arrays.stream(labels)
                        .map(label -> label == one ? other : label)
                        .toArray();
                assertThat(objective(graph, joined))
                        .as("seed %d, %d and %d", seed, from, into)
                        .isLessThanOrEqualTo(objective + Louvain.TOLERANCE);
            }
        }
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

    private static double objective(BipartiteGraph graph, int[] labels) {
        int users = graph.vertices(Side.USER);
        return new CoClusters(Arrays.copyOf(labels, users), Arrays.copyOfRange(labels, users, labels.length))
                .objective(graph, 3);
    }
}
