// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.serde;

import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.PagesInMemory;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VoteCounts;
import java.util.Random;

/** Values to be encoded, drawn at random. */
final class RandomValues {
    private RandomValues() {}

    static UserVertex user(Random random, boolean weighted) {
        UserVertex user = new UserVertex(id(random), weighted);
        int edges = random.nextInt(50);
        for (int i = 0; i < edges; i++) {
            user.add(random.nextLong(), number(random));
        }
        user.assign(random.nextInt(7_000) - 1, random.nextInt(7_000) - 1);
        user.join(generation(random), generation(random));
        return user;
    }

    static ItemVertex item(Random random, boolean paged) {
        ItemVertex item = new ItemVertex(id(random));
        PagesInMemory pages = new PagesInMemory();
        int labels = paged ? ItemVertex.MAX_INLINE_LABELS + 1 + random.nextInt(500) : random.nextInt(200);
        for (int label = 0; label < labels; label++) {
            item.recast(1, ItemVertex.NO_LABEL, label * 9, 1L + random.nextInt(1_000), pages);
        }
        item.assign(1, random.nextInt(Math.max(1, labels)) * 9, pages);
        item.join(generation(random));
        return item;
    }

    /** Of all magnitudes, and 0 half of the time. */
    static int generation(Random random) {
        return random.nextBoolean() ? 0 : random.nextInt() >>> random.nextInt(1, 32);
    }

    static VoteCounts counts(Random random, int size) {
        VoteCounts counts = new VoteCounts();
        for (int i = 0; i < size; i++) {
            counts.add(random.nextInt(1 << random.nextInt(5, 31)), number(random));
        }
        return counts;
    }

    /** Positive, of all magnitudes, and so small that sums of thousands fit. */
    static long number(Random random) {
        return 1 + (random.nextLong() >>> random.nextInt(13, 64));
    }

    /** Text of one to 40 code points of any length in UTF-8. */
    static String id(Random random) {
        return random.ints(random.nextInt(1, 40), 1, 0x2_0000)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .map(c -> random.nextBoolean() ? 'a' + c % 26 : c)
                .collect(() -> new StringBuilder("i"), StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
