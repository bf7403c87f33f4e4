// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecentMovesTest {
    private final RecentMoves moves = new RecentMoves(3000);

    private List<String> read() {
        List<String> read = new ArrayList<>();
        moves.forEach((from, to) -> read.add(from + " to " + to));
        return read;
    }

    @Test
    void shouldShowMovesOnlyWhenTheyArePublished() {
        moves.add(1, 2);
        moves.add(16_777_215, 0);
        assertThat(read()).isEmpty();
        moves.publish();
        assertThat(read()).containsExactly("1 to 2", "16777215 to 0");
    }

    @Test
    void shouldKeepTheLatestMovesWhenThereAreMoreThanItHolds() {
        for (int i = 0; i < 5000; i++) {
            moves.add(i, i + 1);
        }
        moves.publish();
        assertThat(read()).hasSize(2048).startsWith("2952 to 2953").endsWith("4999 to 5000");
    }
}
