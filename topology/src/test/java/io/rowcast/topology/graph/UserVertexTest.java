package io.rowcast.topology.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UserVertexTest {

    private record Edge(long item, long weight) {}

    @ParameterizedTest
    @CsvSource({"1,false", "2,false", "3,true", "4,true"})
    void shouldAgreeWithAListWhenEdgesComeAndGo(long seed, boolean weighted) {
        Random random = new Random(seed);
        UserVertex user = new UserVertex("u", weighted);
        List<Edge> oracle = new ArrayList<>();
        for (int step = 0; step < 5_000; step++) {
            int position = oracle.isEmpty() ? -1 : random.nextInt(oracle.size());
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    Edge edge = new Edge(random.nextLong(), weighted ? 1 + random.nextInt(500) : 1);
                    user.add(edge.item(), edge.weight());
                    oracle.add(edge);
                }
                case 2 -> {
                    if (position >= 0) {
                        user.remove(position);
                        oracle.remove(position);
                    }
                }
                default -> {
                    if (position >= 0 && weighted) {
                        user.addWeight(position, 7);
                        Edge edge = oracle.get(position);
                        oracle.set(position, new Edge(edge.item(), edge.weight() + 7));
                    }
                }
            }
            assertThat(user.degree())
                    .as("seed %d step %d", seed, step)
                    .isEqualTo(oracle.stream().mapToLong(Edge::weight).sum());
        }
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < user.size(); i++) {
            edges.add(new Edge(user.item(i), user.weight(i)));
            assertThat(user.find(user.item(i))).as("seed %d", seed).isEqualTo(i);
        }
        assertThat(edges).as("seed %d", seed).isEqualTo(oracle);
    }

    @Test
    void shouldFindNothingWhenAnEdgeWasRemoved() {
        UserVertex user = new UserVertex("u", false);
        user.add(11, 1);
        user.add(12, 1);
        user.remove(0);
        assertThat(user.find(11)).isEqualTo(-1);
        assertThat(user.find(12)).isZero();
    }

    @Test
    void shouldIgnoreWeightsWhenTheGraphIsASet() {
        UserVertex user = new UserVertex("u", false);
        user.add(11, 250);
        assertThat(user.weight(0)).isEqualTo(1);
        assertThat(user.degree()).isEqualTo(1);
    }
}
