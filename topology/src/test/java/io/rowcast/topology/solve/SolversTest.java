// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.batch.PlantedGraph;
import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.graph.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every method. */
final class SolversTest {
    private static final int ROWS = 150;
    private static final BipartiteGraph GRAPH =
            PlantedGraph.of(9, 2_000, 800, 20, 12_000, 0.5).graph();

    static Stream<Named<Solver>> solvers() {
        int budget = 2 * ROWS;
        return Stream.of(
                Named.of("baco", new Baco(budget, Double.NaN, Baco.AS_NEEDED, true, 1)),
                Named.of("rowcast", new FixedRows(ClusteringParameters.ofRows(ROWS), true)),
                Named.of("graphhash", new GraphHash(budget, Double.NaN)),
                Named.of("doublegraphhash", new DoubleGraphHash(budget, Double.NaN, 1)),
                Named.of("lp", new PlainPropagation(budget, PlainPropagation.MOST_ROUNDS, 1)),
                Named.of("random", new RandomHash(ROWS, 1)),
                Named.of("double", new DoubleHash(ROWS, 1)),
                Named.of("frequency", new FrequencyHash(ROWS, 1)),
                Named.of("double-frequency", new DoubleFrequencyHash(ROWS, 1)),
                Named.of("lsh", new LocalityHash(ROWS, 1)),
                Named.of("full", new FullTable()));
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void shouldGiveRowsOfTheTableWhateverTheMethod(Solver solver) {
        Solution solution = solver.solve(GRAPH);

        for (Side side : Side.values()) {
            Rows rows = solution.rows(side);
            assertThat(rows.primary()).hasSize(GRAPH.vertices(side));
            for (int vertex = 0; vertex < rows.primary().length; vertex++) {
                boolean connected = GRAPH.degree(side, vertex) > 0;
                int row = rows.primary()[vertex];
                assertThat(connected ? row >= 0 && row < rows.table() : row == Rows.NO_ROW)
                        .as("%s %d", side, vertex)
                        .isTrue();
                assertThat(rows.secondary(vertex)).isBetween(Rows.NO_ROW, rows.table() - 1);
                assertThat(rows.secondary(vertex) == row && connected).isFalse();
            }
            assertThat(rows.inUse()).isBetween(1, rows.table());
        }
        if (!(solver instanceof FullTable)) {
            assertThat(solution.tables()).isLessThanOrEqualTo(2 * ROWS);
        }
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void shouldGiveTheSameAgainAndTellItsPhases(Solver solver) {
        List<String> phases = new ArrayList<>();
        Solution one = solver.solve(GRAPH, phases::add);
        Solution two = solver.solve(GRAPH);

        assertThat(phases).isNotEmpty().doesNotHaveDuplicates();
        for (Side side : Side.values()) {
            assertThat(two.rows(side).primary()).isEqualTo(one.rows(side).primary());
            assertThat(two.rows(side).secondary()).isEqualTo(one.rows(side).secondary());
        }
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void shouldCountWhatTheRowsSayWhenThereAreClusters(Solver solver) {
        Solution solution = solver.solve(GRAPH);
        CoClusters clusters = solution.clusters();
        if (clusters == null) {
            return;
        }
        double edges = GRAPH.edges();
        double inside = 0;
        double products = 0;
        for (int user = 0; user < GRAPH.vertices(Side.USER); user++) {
            for (int i = 0; i < GRAPH.degree(Side.USER, user); i++) {
                inside += clusters.users()[user] == clusters.items()[GRAPH.neighbour(Side.USER, user, i)] ? 1 : 0;
            }
            for (int item = 0; item < GRAPH.vertices(Side.ITEM); item++) {
                products += clusters.users()[user] == clusters.items()[item]
                        ? (double) GRAPH.degree(Side.USER, user) * GRAPH.degree(Side.ITEM, item)
                        : 0;
            }
        }
        assertThat(clusters.insideShare(GRAPH)).isCloseTo(inside / edges, within(1e-12));
        assertThat(clusters.objective(GRAPH, 3)).isCloseTo(inside / edges - 3 * products / edges / edges, within(1e-9));
        assertThat(Graphs.pattern(solution.users().primary())).isEqualTo(Graphs.pattern(clusters.users()));
        assertThat(Graphs.pattern(solution.items().primary())).isEqualTo(Graphs.pattern(clusters.items()));
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void shouldHaveNothingToGiveWhenTheGraphIsEmpty(Solver solver) {
        Solution solution = solver.solve(new BipartiteGraph.Builder().build());

        assertThat(solution.users().primary()).isEmpty();
        assertThat(solution.items().primary()).isEmpty();
        assertThat(solution.users().inUse()).isZero();
    }
}
