// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import io.rowcast.topology.batch.BipartiteGraph;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Graphs as text: edges as {@code user-item} with blanks between. */
final class TinyGraph {
    private static final Pattern EDGE = Pattern.compile("(\\d+)-(\\d+)");

    private TinyGraph() {}

    static Adjacency of(int users, int items, String edges) {
        return Adjacency.of(graph(edges), users, items);
    }

    static BipartiteGraph graph(String edges) {
        BipartiteGraph.Builder builder = new BipartiteGraph.Builder();
        Matcher ends = EDGE.matcher(edges);
        while (ends.find()) {
            builder.add(Integer.parseInt(ends.group(1)), Integer.parseInt(ends.group(2)));
        }
        return builder.build();
    }
}
