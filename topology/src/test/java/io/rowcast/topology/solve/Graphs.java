// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import io.rowcast.topology.batch.BipartiteGraph;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Graphs written as text, and what rows come to by number alone. */
final class Graphs {
    private Graphs() {}

    /** Edges as {@code "0-0 0-1 1-0"}: user, item. */
    static BipartiteGraph of(String edges) {
        BipartiteGraph.Builder builder = new BipartiteGraph.Builder();
        for (String edge : edges.split(" ", -1)) {
            String[] ends = edge.split("-", -1);
            builder.add(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
        }
        return builder.build();
    }

    /** Complete blocks of users and items side by side, each of the given size on both sides. */
    static BipartiteGraph blocks(int... sizes) {
        BipartiteGraph.Builder builder = new BipartiteGraph.Builder();
        int first = 0;
        for (int size : sizes) {
            for (int user = 0; user < size; user++) {
                for (int item = 0; item < size; item++) {
                    builder.add(first + user, first + item);
                }
            }
            first += size;
        }
        return builder.build();
    }

    /** The numbers renamed in the order in which they first come, so that only equality is left. */
    static int[] pattern(int[] numbers) {
        int[] seen = Arrays.stream(numbers).distinct().toArray();
        return Arrays.stream(numbers).map(number -> indexOf(seen, number)).toArray();
    }

    private static int indexOf(int[] seen, int number) {
        return IntStream.range(0, seen.length)
                .filter(i -> seen[i] == number)
                .findFirst()
                .orElseThrow();
    }
}
