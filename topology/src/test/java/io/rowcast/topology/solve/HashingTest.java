// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.batch.PlantedGraph;
import io.rowcast.topology.graph.Side;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HashingTest {
    private static final BipartiteGraph GRAPH =
            PlantedGraph.of(1, 3_000, 1_200, 20, 20_000, 0.5).graph();

    @Test
    void shouldHashAsTheFormulaSays() {
        BigInteger prime = BigInteger.TWO.pow(61).subtract(BigInteger.ONE);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 1_000; i++) {
            long factor = i == 0 ? (1L << 61) - 2 : random.nextLong(1, (1L << 61) - 1);
            long summand = i == 0 ? (1L << 61) - 2 : random.nextLong((1L << 61) - 1);
            int key = i == 0 ? Integer.MAX_VALUE : random.nextInt(Integer.MAX_VALUE);
            int range = 1 + random.nextInt(10_000);
            BigInteger expected = BigInteger.valueOf(factor)
                    .multiply(BigInteger.valueOf(key))
                    .add(BigInteger.valueOf(summand))
                    .mod(prime)
                    .mod(BigInteger.valueOf(range));
            assertThat(new UniversalHash(factor, summand, range).hash(key)).isEqualTo(expected.intValue());
        }
    }

    @Test
    void shouldSpreadEvenlyWhenHashedOnce() {
        Rows users = new RandomHash(300, 1).solve(GRAPH).users();
        int[] members = new int[300];
        Arrays.stream(users.primary()).forEach(row -> members[row]++);

        // Ten a row; the largest of 300 draws with mean 10 stays below 30 by far.
        assertThat(IntStream.of(members)).allMatch(size -> size < 30);
        assertThat(users.inUse()).isGreaterThan(290);
        assertThat(users.withSecondary()).isZero();
    }

    @Test
    void shouldTellVerticesApartWhenHashedTwice() {
        Rows users = new DoubleHash(300, 1).solve(GRAPH).users();
        long pairs = IntStream.range(0, 3_000)
                .mapToLong(user -> (long) users.primary()[user] * 301 + users.secondary(user))
                .distinct()
                .count();

        assertThat(users.withSecondary()).isGreaterThan(2_950);
        // 3,000 of 90,000 pairs: some 50 meet.
        assertThat(pairs).isGreaterThan(2_850);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldKeepHalfOfTheRowsForTheMostFrequent(boolean twice) {
        Solver solver = twice ? new DoubleFrequencyHash(101, 1) : new FrequencyHash(101, 1);
        Solution solution = solver.solve(GRAPH);
        for (Side side : Side.values()) {
            Rows rows = solution.rows(side);
            int[] alone = new int[50];
            int least = Integer.MAX_VALUE;
            int mostOfOthers = 0;
            for (int vertex = 0; vertex < GRAPH.vertices(side); vertex++) {
                int row = rows.primary()[vertex];
                if (row < 50) {
                    alone[row]++;
                    least = Math.min(least, GRAPH.degree(side, vertex));
                    assertThat(rows.secondary(vertex)).isEqualTo(Rows.NO_ROW);
                } else {
                    mostOfOthers = Math.max(mostOfOthers, GRAPH.degree(side, vertex));
                    assertThat(row).isBetween(50, 100);
                    assertThat(rows.secondary(vertex)).matches(second -> second == Rows.NO_ROW || second >= 50);
                }
            }
            assertThat(alone).containsOnly(1);
            assertThat(least).isGreaterThanOrEqualTo(mostOfOthers);
            assertThat(rows.withSecondary() > 0).isEqualTo(twice);
        }
    }

    @Test
    void shouldTakeTheLowerNumberWhenTwoAreEquallyFrequent() {
        Solution solution = new FrequencyHash(2, 1).solve(Graphs.of("0-0 0-1 1-1 1-0 2-0"));

        assertThat(solution.users().primary()).containsExactly(0, 1, 1);
        assertThat(solution.items().primary()).containsExactly(0, 1);
    }

    @Test
    void shouldShareARowWhenNeighboursAreTheSame() {
        BipartiteGraph.Builder builder = new BipartiteGraph.Builder();
        SplittableRandom random = new SplittableRandom(3);
        for (int pair = 0; pair < 200; pair++) {
            for (int i = 0; i < 8; i++) {
                int item = random.nextInt(400);
                builder.add(2 * pair, item);
                builder.add(2 * pair + 1, item);
            }
        }
        int[] rows = new LocalityHash(1_000, 1).solve(builder.build()).users().primary();

        assertThat(IntStream.of(rows)).allMatch(row -> row >= 0 && row < 1_000);
        for (int pair = 0; pair < 200; pair++) {
            assertThat(rows[2 * pair]).isEqualTo(rows[2 * pair + 1]);
        }
        // 200 draws from 1,024 buckets meet some 19 times.
        assertThat(Arrays.stream(rows).distinct().count()).isGreaterThan(150);
    }

    @Test
    void shouldGiveOneRowEachWhenTheTableIsFull() {
        Solution solution = new FullTable().solve(Graphs.of("0-1 2-1 3-3"));

        assertThat(solution.users().primary()).containsExactly(0, Rows.NO_ROW, 1, 2);
        assertThat(solution.items().primary()).containsExactly(Rows.NO_ROW, 0, Rows.NO_ROW, 1);
        assertThat(solution.tables()).isEqualTo(5);
    }
}
