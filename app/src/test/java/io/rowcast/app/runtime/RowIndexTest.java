// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.store.ItemLabelTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RowIndexTest {
    private static final int ROWS = 50;

    private final ItemLabelTable labels = new ItemLabelTable("labels");
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean atOnce = true;
    private long nanos;
    private int scans;
    private final RowIndex index = new RowIndex(labels, ROWS, this::run, () -> nanos);

    private void run(Runnable scan) {
        scans++;
        if (atOnce) {
            scan.run();
        } else {
            waiting.add(scan);
        }
    }

    private Set<Long> items(int row) {
        return new HashSet<>(index.items(row, Duration.ZERO).orElseThrow());
    }

    @Test
    void shouldHaveTheItemsOfEveryRow() {
        Random random = new Random(7);
        List<Set<Long>> expected = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            expected.add(new HashSet<>());
        }
        for (int i = 0; i < 5000; i++) {
            long item = random.nextLong();
            int row = random.nextInt(ROWS - 1);
            labels.put(item, row, 1);
            expected.get(row).add(item);
        }
        for (int row = 0; row < ROWS; row++) {
            assertThat(items(row)).isEqualTo(expected.get(row));
        }
        assertThat(expected.get(ROWS - 1)).isEmpty();
        assertThat(scans).isEqualTo(1);
    }

    @Test
    void shouldScanAgainOnlyAfterAWhileAndAnswerWithTheLastScanMeanwhile() {
        labels.put(11, 3, 1);
        assertThat(items(3)).containsExactly(11L);
        labels.put(12, 3, 1);
        nanos = RowIndex.REFRESH.toNanos();
        assertThat(items(3)).containsExactly(11L);
        atOnce = false;
        nanos++;
        for (int times = 0; times < 3; times++) {
            assertThat(items(3)).containsExactly(11L);
        }
        assertThat(scans).isEqualTo(2);
        waiting.remove(0).run();
        assertThat(items(3)).containsExactlyInAnyOrder(11L, 12L);
        assertThat(scans).isEqualTo(2);
    }

    @Test
    void shouldGiveUpWhenTheFirstScanTakesTooLong() {
        atOnce = false;
        assertThat(index.items(3, Duration.ofMillis(1))).isEmpty();
        assertThat(index.items(4, Duration.ofMillis(1))).isEmpty();
        assertThat(scans).isEqualTo(1);
        waiting.remove(0).run();
        assertThat(items(3)).isEmpty();
    }
}
