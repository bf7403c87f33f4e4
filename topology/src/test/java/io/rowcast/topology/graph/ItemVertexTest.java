// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ItemVertexTest {
    private static final long HASH = 42;
    private static final int NO_LABEL = ItemVertex.NO_LABEL;

    private final PagesInMemory pages = new PagesInMemory();
    private final ItemVertex item = new ItemVertex("i");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldAgreeWithAMapWhenItGrowsPopularAndFadesAgain(long seed) {
        Random random = new Random(seed);
        TreeMap<Integer, Long> oracle = new TreeMap<>();
        boolean wasPaged = false;
        for (int step = 0; step < 12_000; step++) {
            boolean growing = step < 6_000;
            String place = "seed " + seed + " step " + step;
            int to = random.nextInt(10) < (growing ? 8 : 2) ? random.nextInt(2_000) : NO_LABEL;
            int from = random.nextInt(10) < (growing ? 3 : 9) ? someLabel(oracle, random) : NO_LABEL;
            long weight = from == NO_LABEL ? 1 + random.nextInt(3) : 1 + random.nextLong(oracle.get(from));
            if (from != to) {
                item.recast(HASH, from, to, weight, pages);
                change(oracle, from, -weight);
                change(oracle, to, weight);
            }
            if (random.nextInt(20) == 0 && !oracle.isEmpty()) {
                item.assign(HASH, random.nextBoolean() ? someLabel(oracle, random) : random.nextInt(2_000), pages);
            }
            int asked = random.nextInt(2_000);
            assertThat(item.votes(HASH, asked, pages)).as(place).isEqualTo(oracle.getOrDefault(asked, 0L));
            assertThat(item.ownVotes()).as(place).isEqualTo(oracle.getOrDefault(item.label(), 0L));
            assertThat(item.degree())
                    .as(place)
                    .isEqualTo(
                            oracle.values().stream().mapToLong(Long::longValue).sum());
            wasPaged |= item.paged();
        }
        assertThat(wasPaged).as("seed %d", seed).isTrue();
        assertThat(contents()).as("seed %d", seed).isEqualTo(oracle);
    }

    @Test
    void shouldSpillIntoPagesWhenItHasOneLabelTooMany() {
        for (int label = 0; label < ItemVertex.MAX_INLINE_LABELS; label++) {
            item.recast(HASH, NO_LABEL, 10 * label, 2, pages);
        }
        assertThat(item.paged()).isFalse();
        assertThat(pages.size()).isZero();

        item.recast(HASH, NO_LABEL, 5, 2, pages);

        assertThat(item.paged()).isTrue();
        assertThat(item.inline()).isNull();
        // Labels 0 to 2550, 128 to a page.
        assertThat(pages.size()).isEqualTo(20);
        assertThat(item.degree()).isEqualTo(2 * 257);
        assertThat(contents()).hasSize(257).containsEntry(5, 2L).containsEntry(2550, 2L);
    }

    @Test
    void shouldRewriteOnlyOnePageWhenAPopularItemGetsAVote() {
        for (int label = 0; label <= ItemVertex.MAX_INLINE_LABELS; label++) {
            item.recast(HASH, NO_LABEL, 10 * label, 1, pages);
        }
        int before = pages.saves();
        item.recast(HASH, NO_LABEL, 1280, 1, pages);
        assertThat(pages.saves()).isEqualTo(before + 1);
    }

    @Test
    void shouldDeleteEveryPageWhenItsLastVotesGo() {
        for (int label = 0; label <= 300; label++) {
            item.recast(HASH, NO_LABEL, 10 * label, 1, pages);
        }
        item.assign(HASH, 30, pages);
        for (int label = 300; label >= 0; label--) {
            item.recast(HASH, 10 * label, NO_LABEL, 1, pages);
        }
        assertThat(item.degree()).isZero();
        assertThat(item.ownVotes()).isZero();
        assertThat(pages.size()).isZero();
        assertThat(item.pages().next(0)).isEqualTo(-1);
    }

    @Test
    void shouldThrowWhenVotesWouldBeNegative() {
        item.recast(HASH, NO_LABEL, 3, 2, pages);
        assertThatThrownBy(() -> item.recast(HASH, 3, 4, 3, pages)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> item.recast(HASH, 7, NO_LABEL, 1, pages)).isInstanceOf(IllegalStateException.class);
        assertThat(item.votes(HASH, 3, pages)).isEqualTo(2);
        assertThat(item.degree()).isEqualTo(2);
    }

    @Test
    void shouldThrowWhenVotesOfAPopularItemWouldBeNegative() {
        for (int label = 0; label <= 256; label++) {
            item.recast(HASH, NO_LABEL, label, 1, pages);
        }
        assertThatThrownBy(() -> item.recast(HASH, 5, NO_LABEL, 2, pages)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> item.recast(HASH, 5_000, NO_LABEL, 1, pages))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldKnowItsOwnVotesWhenItTakesALabel() {
        item.recast(HASH, NO_LABEL, 3, 2, pages);
        item.recast(HASH, NO_LABEL, 8, 5, pages);
        item.assign(HASH, 8, pages);
        assertThat(item.ownVotes()).isEqualTo(5);
        item.recast(HASH, 8, 3, 1, pages);
        assertThat(item.ownVotes()).isEqualTo(4);
        item.assign(HASH, 3, pages);
        assertThat(item.ownVotes()).isEqualTo(3);
        item.assign(HASH, 99, pages);
        assertThat(item.ownVotes()).isZero();
    }

    private static int someLabel(NavigableMap<Integer, Long> oracle, Random random) {
        if (oracle.isEmpty()) {
            return NO_LABEL;
        }
        Integer label = oracle.ceilingKey(random.nextInt(2_000));
        return label == null ? oracle.firstKey() : label;
    }

    private static void change(Map<Integer, Long> oracle, int label, long change) {
        if (label != NO_LABEL) {
            oracle.merge(label, change, (one, two) -> one + two == 0 ? null : one + two);
        }
    }

    private Map<Integer, Long> contents() {
        if (!item.paged()) {
            return VoteCountsTest.contents(item.inline());
        }
        TreeMap<Integer, Long> contents = new TreeMap<>();
        for (int page = item.pages().next(0); page >= 0; page = item.pages().next(page + 1)) {
            Map<Integer, Long> ofPage = VoteCountsTest.contents(pages.load(HASH, page));
            int number = page;
            assertThat(ofPage.keySet()).isNotEmpty().allMatch(label -> VotePages.pageOf(label) == number);
            contents.putAll(ofPage);
        }
        assertThat(pages.size()).isEqualTo((int)
                contents.keySet().stream().map(VotePages::pageOf).distinct().count());
        return contents;
    }
}
