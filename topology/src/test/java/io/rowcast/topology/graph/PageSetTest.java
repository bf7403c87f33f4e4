// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PageSetTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldAgreeWithATreeSetWhenPagesComeAndGo(long seed) {
        Random random = new Random(seed);
        PageSet pages = new PageSet();
        TreeSet<Integer> oracle = new TreeSet<>();
        for (int step = 0; step < 5_000; step++) {
            int page = random.nextInt(1 + step / 5);
            if (random.nextInt(3) == 0) {
                pages.remove(page);
                oracle.remove(page);
            } else {
                pages.add(page);
                oracle.add(page);
            }
            int from = random.nextInt(1100);
            Integer next = oracle.ceiling(from);
            assertThat(pages.next(from))
                    .as("seed %d step %d from %d", seed, step, from)
                    .isEqualTo(next == null ? -1 : next);
            assertThat(pages.contains(from)).as("seed %d step %d", seed, step).isEqualTo(oracle.contains(from));
        }
        assertThat(all(pages)).as("seed %d", seed).containsExactlyElementsOf(oracle);
    }

    @Test
    void shouldFindPagesAtTheEdgesOfWordsWhenAsked() {
        PageSet pages = new PageSet();
        List<Integer> edges = List.of(0, 63, 64, 127, 128, 131_071);
        edges.forEach(pages::add);
        assertThat(all(pages)).isEqualTo(edges);
        assertThat(pages.next(131_072)).isEqualTo(-1);
    }

    @Test
    void shouldBeEmptyWhenItsBitmapHasNoWords() {
        PageSet pages = new PageSet(new long[0]);
        assertThat(all(pages)).isEmpty();
        pages.remove(3);
        pages.add(3);
        assertThat(all(pages)).containsExactly(3);
    }

    private static List<Integer> all(PageSet pages) {
        List<Integer> all = new ArrayList<>();
        for (int page = pages.next(0); page >= 0; page = pages.next(page + 1)) {
            all.add(page);
        }
        return all;
    }
}
