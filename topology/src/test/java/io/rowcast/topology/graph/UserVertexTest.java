// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UserVertexTest {

    private record Edge(long item, long weight, long time) {}

    @ParameterizedTest
    @CsvSource({"1,false,false", "2,false,true", "3,true,false", "4,true,true"})
    void shouldAgreeWithAListWhenEdgesComeAndGo(long seed, boolean weighted, boolean timed) {
        Random random = new Random(seed);
        UserVertex user = new UserVertex("u", weighted);
        if (timed) {
            user.startTimes(0);
        }
        List<Edge> oracle = new ArrayList<>();
        for (int step = 0; step < 5_000; step++) {
            int position = oracle.isEmpty() ? -1 : random.nextInt(oracle.size());
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    Edge edge = new Edge(
                            random.nextLong(),
                            weighted ? 1 + random.nextInt(500) : 1,
                            timed ? random.nextLong(1L << 32) : 0);
                    user.add(edge.item(), edge.weight(), edge.time());
                    oracle.add(edge);
                }
                case 3 -> {
                    if (position >= 0) {
                        user.remove(0);
                        oracle.remove(0);
                    }
                }
                case 4 -> {
                    if (random.nextInt(20) == 0) {
                        long bit = 1L << random.nextInt(64);
                        user.removeIf(i -> (user.item(i) & bit) != 0);
                        oracle.removeIf(edge -> (edge.item() & bit) != 0);
                    }
                }
                case 5 -> {
                    if (position >= 0) {
                        user.remove(position);
                        oracle.remove(position);
                    }
                }
                default -> {
                    if (position >= 0 && timed) {
                        Edge edge = oracle.get(position);
                        long time = random.nextLong(1L << 32);
                        assertThat(user.refresh(position, time)).isEqualTo(time > edge.time());
                        oracle.set(position, new Edge(edge.item(), edge.weight(), Math.max(time, edge.time())));
                    }
                    if (position >= 0 && weighted) {
                        user.addWeight(position, 7);
                        Edge edge = oracle.get(position);
                        oracle.set(position, new Edge(edge.item(), edge.weight() + 7, edge.time()));
                    }
                }
            }
            assertThat(user.degree())
                    .as("seed %d step %d", seed, step)
                    .isEqualTo(oracle.stream().mapToLong(Edge::weight).sum());
        }
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < user.size(); i++) {
            edges.add(new Edge(user.item(i), user.weight(i), timed ? user.time(i) : 0));
            assertThat(user.find(user.item(i))).as("seed %d", seed).isEqualTo(i);
        }
        assertThat(edges).as("seed %d", seed).isEqualTo(oracle);
    }

    @ParameterizedTest
    @CsvSource({"5", "6"})
    void shouldFindEveryEdgeWhenThereAreMany(long seed) {
        Random random = new Random(seed);
        UserVertex user = new UserVertex("u", false);
        List<Long> oracle = new ArrayList<>();
        for (int step = 0; step < 60_000; step++) {
            long item = 1L + random.nextInt(20_000);
            int position = user.find(item);
            assertThat(position).as("seed %d step %d", seed, step).isEqualTo(oracle.indexOf(item));
            if (position < 0) {
                user.add(item, 1);
                oracle.add(item);
            } else if (random.nextInt(500) == 0) {
                user.remove(position);
                oracle.remove(position);
            } else if (random.nextInt(5000) == 0) {
                user.removeIf(i -> user.item(i) % 50 == 0);
                oracle.removeIf(i -> i % 50 == 0);
            }
            if (oracle.size() > UserVertex.INDEXED_SIZE + 500) {
                user.remove(0);
                oracle.remove(0);
            }
        }
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
    void shouldKeepTimesOfTheTwentyFirstCentury() {
        UserVertex user = new UserVertex("u", false);
        user.startTimes(0);
        user.add(11, 1, 0xffff_fffeL);
        assertThat(user.time(0)).isEqualTo(4_294_967_294L);
        assertThat(user.refresh(0, 5)).isFalse();
        assertThat(user.refresh(0, 0xffff_ffffL)).isTrue();
    }

    @Test
    void shouldNotGrowWhenTheOldestEdgeMakesRoom() {
        UserVertex user = new UserVertex("u", false);
        for (int i = 0; i < 1000; i++) {
            user.add(i, 1);
        }
        int bytes = user.heapBytes();
        for (int i = 1000; i < 100_000; i++) {
            user.remove(0);
            user.add(i, 1);
        }
        assertThat(user.heapBytes()).isLessThan(2 * bytes);
        assertThat(user.item(0)).isEqualTo(99_000);
        assertThat(user.find(99_999)).isEqualTo(999);
    }

    @Test
    void shouldIgnoreWeightsWhenTheGraphIsASet() {
        UserVertex user = new UserVertex("u", false);
        user.add(11, 250);
        assertThat(user.weight(0)).isEqualTo(1);
        assertThat(user.degree()).isEqualTo(1);
    }
}
