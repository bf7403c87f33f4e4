// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RecentRowsTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final long A = RecentRows.pair(1, 2);
    private static final long B = RecentRows.pair(2, 1);
    private static final long C = RecentRows.pair(1, -1);

    private final RecentRows rows = new RecentRows();

    @Test
    void shouldTellWhenRowsComeBackWithinAMinute() {
        assertThat(rows.changed(7, A, B, NOW)).isFalse();
        assertThat(rows.changed(7, B, C, NOW + 100)).isFalse();
        assertThat(rows.changed(7, C, A, NOW + 59_999)).isTrue();
    }

    @Test
    void shouldNotTellWhenTheyComeBackLater() {
        rows.changed(7, A, B, NOW);
        assertThat(rows.changed(7, B, A, NOW + 60_000)).isFalse();
    }

    @Test
    void shouldNotTellWhenAnotherVertexGetsThem() {
        rows.changed(7, A, B, NOW);
        assertThat(rows.changed(8, B, A, NOW)).isFalse();
    }
}
