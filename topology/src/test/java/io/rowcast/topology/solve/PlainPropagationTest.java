// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.batch.PlantedGraph;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainPropagationTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldStayWithinComponentsAndEndWhenNothingMoves(long seed) {
        Solution solution = new PlainPropagation(2, PlainPropagation.MOST_ROUNDS, seed).solve(Graphs.blocks(7, 5));
        int[] users = solution.users().primary();

        assertThat(solution.rounds()).isLessThan(10);
        // Equally frequent labels may stay side by side, but not many.
        assertThat(solution.users().table()).isBetween(2, 5);
        assertThat(Arrays.copyOf(users, 7)).doesNotContain(Arrays.copyOfRange(users, 7, 12));
    }

    @Test
    void shouldStopAtTheVeryMoveWhenTheBudgetIsReached() {
        BipartiteGraph graph = PlantedGraph.of(3, 1_000, 400, 10, 8_000, 0.5).graph();

        assertThat(new PlainPropagation(321, 100, 1).solve(graph).tables()).isEqualTo(321);
        assertThat(new PlainPropagation(320, 100, 1).solve(graph).tables()).isEqualTo(320);
    }

    @Test
    void shouldEndWhenTheLimitOfRoundsIsReached() {
        BipartiteGraph graph = PlantedGraph.of(3, 1_000, 400, 10, 8_000, 0.5).graph();

        assertThat(new PlainPropagation(2, 1, 1).solve(graph).rounds()).isEqualTo(1);
    }

    @Test
    void shouldTakeTheMostFrequentLabelWhenItIsAUsersTurn() {
        // Whatever the order, all but the one edge between the stars hold each star together.
        BipartiteGraph graph = Graphs.of("0-0 1-0 2-0 3-0 4-1 5-1 6-1 7-1 0-2 1-2 2-2 3-2 4-3 5-3 6-3 7-3 0-3");
        Solution solution = new PlainPropagation(4, 100, 1).solve(graph);

        assertThat(Graphs.pattern(solution.users().primary())).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
    }
}
