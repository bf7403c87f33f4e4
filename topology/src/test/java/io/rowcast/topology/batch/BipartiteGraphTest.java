// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.graph.Side;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BipartiteGraphTest {

    @Test
    void shouldKeepDistinctEdgesOfBothSidesSortedWhenSomeAreRepeated() {
        BipartiteGraph graph = new BipartiteGraph.Builder()
                .add(2, 1)
                .add(0, 3)
                .add(2, 0)
                .add(2, 1)
                .add(0, 1)
                .build();

        assertThat(graph.edges()).isEqualTo(4);
        assertThat(graph.vertices(Side.USER)).isEqualTo(3);
        assertThat(graph.vertices(Side.ITEM)).isEqualTo(4);
        assertThat(neighbours(graph, Side.USER, 0)).containsExactly(1, 3);
        assertThat(neighbours(graph, Side.USER, 1)).isEmpty();
        assertThat(neighbours(graph, Side.USER, 2)).containsExactly(0, 1);
        assertThat(neighbours(graph, Side.ITEM, 1)).containsExactly(0, 2);
        assertThat(neighbours(graph, Side.ITEM, 2)).isEmpty();
        assertThat(neighbours(graph, Side.ITEM, 3)).containsExactly(0);
    }

    @Test
    void shouldBeEmptyWhenNothingWasAdded() {
        BipartiteGraph graph = new BipartiteGraph.Builder().build();

        assertThat(graph.edges()).isZero();
        assertThat(graph.vertices(Side.USER)).isZero();
        assertThat(graph.vertices(Side.ITEM)).isZero();
    }

    @Test
    void shouldRejectNegativeNumbers() {
        BipartiteGraph.Builder builder = new BipartiteGraph.Builder();

        assertThatThrownBy(() -> builder.add(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.add(0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldHoldTheSameEdgesOnBothSidesWhenTheGraphIsRandom(long seed) {
        PlantedGraph planted = PlantedGraph.of(seed, 300, 120, 6, 3_000, 0.5);
        TreeSet<Long> expected = new TreeSet<>();
        planted.edges().forEach(edge -> expected.add(edge[0] * 1_000L + edge[1]));
        BipartiteGraph graph = planted.graph();

        TreeSet<Long> ofUsers = new TreeSet<>();
        TreeSet<Long> ofItems = new TreeSet<>();
        for (int user = 0; user < graph.vertices(Side.USER); user++) {
            for (int item : neighbours(graph, Side.USER, user)) {
                ofUsers.add(user * 1_000L + item);
            }
        }
        for (int item = 0; item < graph.vertices(Side.ITEM); item++) {
            for (int user : neighbours(graph, Side.ITEM, item)) {
                ofItems.add(user * 1_000L + item);
            }
        }

        assertThat(graph.edges()).as("seed %d", seed).isEqualTo(expected.size());
        assertThat(ofUsers).as("seed %d", seed).isEqualTo(expected);
        assertThat(ofItems).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void shouldNumberIdsInTheOrderOfTheirArrival() {
        VertexNumbers numbers = new VertexNumbers();

        assertThat(numbers.of("b")).isZero();
        assertThat(numbers.of("a")).isEqualTo(1);
        assertThat(numbers.of("b")).isZero();
        assertThat(numbers.size()).isEqualTo(2);
        assertThat(numbers.id(1)).isEqualTo("a");
    }

    private static int[] neighbours(BipartiteGraph graph, Side side, int vertex) {
        return IntStream.range(0, graph.degree(side, vertex))
                .map(i -> graph.neighbour(side, vertex, i))
                .toArray();
    }
}
