// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.graph.VertexId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ItemLabelTableTest {
    private final ItemLabelTable table = new ItemLabelTable("labels");

    @Test
    void shouldKnowNothingWhenNew() {
        assertThat(table.label(5)).isEqualTo(-1);
        assertThat(table.collides(5, 7)).isFalse();
        assertThat(table.size()).isZero();
        table.remove(5);
        assertThat(table.size()).isZero();
    }

    @Test
    void shouldTellIdsOfOneHashApartByTheirCheck() {
        for (int check : new int[] {7, 0, -1, Integer.MIN_VALUE}) {
            table.put(5, 0, check);
            assertThat(table.label(5)).isZero();
            assertThat(table.collides(5, check)).isFalse();
            assertThat(table.collides(5, check + 1)).isTrue();
        }
        table.remove(5);
        assertThat(table.collides(5, 8)).isFalse();
        assertThat(table.label(5)).isEqualTo(-1);
    }

    @Test
    void shouldKeepTheLargestLabelWhenTheCheckHasAllBits() {
        table.put(-1, Integer.MAX_VALUE, -1);
        assertThat(table.label(-1)).isEqualTo(Integer.MAX_VALUE);
        assertThat(table.collides(-1, -1)).isFalse();
    }

    @Test
    void shouldCountAnItemOnceWhenItIsPutRemovedAndPutAgain() {
        table.put(5, 1, 7);
        table.put(5, 2, 7);
        assertThat(table.size()).isEqualTo(1);
        table.remove(5);
        table.remove(5);
        assertThat(table.size()).isZero();
        table.put(5, 3, 8);
        assertThat(table.size()).isEqualTo(1);
        assertThat(table.label(5)).isEqualTo(3);
        assertThat(table.collides(5, 8)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"61,200", "62,5000", "63,40000"})
    void shouldAgreeWithMapWhenUsedAtRandom(long seed, int items) {
        Random random = new Random(seed);
        Map<Long, Integer> expected = new HashMap<>();
        for (int step = 0; step < 100_000; step++) {
            long item = VertexId.of("i" + random.nextInt(items)).hash();
            if (random.nextInt(3) == 0) {
                table.remove(item);
                expected.remove(item);
            } else {
                int label = random.nextInt(6_000);
                table.put(item, label, (int) item);
                expected.put(item, label);
            }
            long probe = VertexId.of("i" + random.nextInt(items)).hash();
            if (table.label(probe) != expected.getOrDefault(probe, -1)) {
                assertThat(table.label(probe))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(expected.get(probe));
            }
        }
        assertThat(table.size()).as("seed %d", seed).isEqualTo(expected.size());
        expected.forEach((item, label) -> {
            assertThat(table.label(item)).as("seed %d", seed).isEqualTo(label);
            assertThat(table.collides(item, (int) (long) item))
                    .as("seed %d", seed)
                    .isFalse();
        });
    }

    @Test
    void shouldTakeAtMost24BytesAnItemWhenItGrows() {
        for (int i = 1; i <= 300_000; i++) {
            table.put(VertexId.of("item-" + i).hash(), i % 6_000, 0);
            if (i >= 50_000 && i % 1_000 == 0) {
                assertThat((double) table.bytes() / i).as("%d items", i).isBetween(18.0, 24.0);
            }
        }
    }

    @Test
    void shouldNotGrowWhenAsManyItemsComeAsGo() {
        for (int i = 0; i < 50_000; i++) {
            table.put(VertexId.of("item-" + i).hash(), 1, 0);
        }
        long bytes = table.bytes();
        for (int i = 50_000; i < 400_000; i++) {
            table.put(VertexId.of("item-" + i).hash(), 1, 0);
            table.remove(VertexId.of("item-" + (i - 50_000)).hash());
        }
        assertThat(table.size()).isEqualTo(50_000);
        assertThat(table.bytes()).isLessThan(bytes * 3 / 2);
    }

    @Test
    void shouldShowOnlyWhatWasWrittenWhenReadDuringGrowth() throws InterruptedException, ExecutionException {
        int items = 150_000;
        long[] hashes = new long[items];
        for (int i = 0; i < items; i++) {
            hashes[i] = VertexId.of("item-" + i).hash();
        }
        AtomicInteger written = new AtomicInteger();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> reads = new ArrayList<>();
            for (long seed = 71; seed <= 72; seed++) {
                Random random = new Random(seed);
                reads.add(readers.submit(() -> read(hashes, written, random)));
            }
            for (int i = 0; i < items; i++) {
                table.put(hashes[i], base(hashes[i]) + 1, check(hashes[i]));
                written.set(i + 1);
                table.put(hashes[i / 2], base(hashes[i / 2]) + i % 8, check(hashes[i / 2]));
            }
            for (Future<Integer> read : reads) {
                assertThat(read.get()).isPositive();
            }
        } finally {
            readers.shutdownNow();
        }
        assertThat(table.size()).isEqualTo(items);
    }

    /** Reads until all items are written; an item once written is never absent, and its label always one of its own. */
    private int read(long[] hashes, AtomicInteger written, Random random) {
        int reads = 0;
        int known;
        do {
            known = written.get();
            int position = random.nextInt(hashes.length);
            long item = hashes[position];
            int label = table.label(item);
            boolean valid = label == -1 ? position >= known : label - label % 8 == base(item);
            if (!valid || table.collides(item, check(item))) {
                throw new AssertionError("item " + position + " of " + known + " has label " + label);
            }
            reads++;
        } while (known < hashes.length);
        return reads;
    }

    private static int base(long item) {
        return (int) (item & 0xffff) * 8;
    }

    private static int check(long item) {
        return (int) (item >>> 32);
    }
}
