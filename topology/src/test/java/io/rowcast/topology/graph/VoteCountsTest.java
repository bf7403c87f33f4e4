// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VoteCountsTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldAgreeWithASortedMapWhenVotesComeAndGo(long seed) {
        Random random = new Random(seed);
        VoteCounts counts = new VoteCounts();
        TreeMap<Integer, Long> oracle = new TreeMap<>();
        for (int step = 0; step < 20_000; step++) {
            int label = random.nextInt(200);
            long has = oracle.getOrDefault(label, 0L);
            long change = has > 0 && random.nextBoolean() ? -(1 + random.nextLong(has)) : random.nextInt(5);
            long now = has + change;
            if (now == 0) {
                oracle.remove(label);
            } else {
                oracle.put(label, now);
            }
            assertThat(counts.add(label, change))
                    .as("seed %d step %d", seed, step)
                    .isEqualTo(now);
            assertThat(counts.of(label)).as("seed %d step %d", seed, step).isEqualTo(now);
        }
        assertThat(contents(counts)).as("seed %d", seed).isEqualTo(oracle);
    }

    @Test
    void shouldKeepLabelsAscendingWhenAddedInAnyOrder() {
        VoteCounts counts = new VoteCounts(0);
        for (int label : new int[] {5, 1, 9, 3, 7, 0}) {
            counts.add(label, label + 1L);
        }
        assertThat(contents(counts))
                .containsExactly(
                        Map.entry(0, 1L),
                        Map.entry(1, 2L),
                        Map.entry(3, 4L),
                        Map.entry(5, 6L),
                        Map.entry(7, 8L),
                        Map.entry(9, 10L));
    }

    @Test
    void shouldThrowWhenVotesWouldBeNegative() {
        VoteCounts counts = new VoteCounts();
        counts.add(4, 2);
        assertThatThrownBy(() -> counts.add(4, -3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("votes for label 4 would be -1");
        assertThatThrownBy(() -> counts.add(5, -1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("votes for label 5 would be -1");
        assertThat(contents(counts)).containsExactly(Map.entry(4, 2L));
    }

    /** The counts as a sorted map, checked to be ascending and above 0. */
    static Map<Integer, Long> contents(VoteCounts counts) {
        TreeMap<Integer, Long> contents = new TreeMap<>();
        for (int i = 0; i < counts.size(); i++) {
            assertThat(counts.votes(i)).isPositive();
            assertThat(i == 0 || counts.label(i - 1) < counts.label(i)).isTrue();
            contents.put(counts.label(i), counts.votes(i));
        }
        return contents;
    }
}
