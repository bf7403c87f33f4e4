// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.solve;

import io.rowcast.app.load.InputSource;
import io.rowcast.app.load.LoadException;
import io.rowcast.app.load.LoadListener;
import io.rowcast.app.load.SourceEvents;
import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.batch.VertexNumbers;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Side;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The graph of the events of files, with the ids of its vertices. Vertices are numbered by how many events they have, most
 * first, then by id: so the order of the lines does not matter, and those that are looked at most lie close together.
 */
public final class InputGraph {
    private final BipartiteGraph graph;
    private final String[] users;
    private final String[] items;

    private InputGraph(BipartiteGraph graph, String[] users, String[] items) {
        this.graph = graph;
        this.users = users;
        this.items = items;
    }

    /**
     * Reads files into memory: some 40 bytes an event while the graph is built, and the ids.
     *
     * @param listener told of progress and of malformed lines, which are left out
     * @param ended told when the phases "read" and "graph" have ended
     * @throws LoadException naming the place, if a file cannot be read, or has an event that does not add an edge
     */
    public static InputGraph read(List<InputSource> sources, LoadListener listener, Consumer<String> ended) {
        Reading reading = new Reading();
        for (InputSource source : sources) {
            try (SourceEvents events = new SourceEvents(source, listener)) {
                reading.addAll(source, events);
            }
        }
        ended.accept("read");
        InputGraph graph = reading.graph();
        ended.accept("graph");
        return graph;
    }

    public BipartiteGraph graph() {
        return graph;
    }

    /** The ids of the vertices of a side, by number; not to be changed. */
    public String[] ids(Side side) {
        return side == Side.USER ? users : items;
    }

    private static final class Reading {
        private final VertexNumbers users = new VertexNumbers();
        private final VertexNumbers items = new VertexNumbers();
        private final IntArrayList userOf = new IntArrayList();
        private final IntArrayList itemOf = new IntArrayList();

        void addAll(InputSource source, SourceEvents events) {
            for (Interaction event = events.next(); event != null; event = events.next()) {
                if (event.op() != Interaction.Op.ADD) {
                    throw new LoadException(source.name() + ", line " + events.line() + ": op "
                            + event.op().name().toLowerCase(Locale.ROOT)
                            + ": a graph is solved from events that add edges; take out what was removed first");
                }
                userOf.add(users.of(event.user()));
                itemOf.add(items.of(event.item()));
            }
        }

        InputGraph graph() {
            int[] userByRank = ranked(users, userOf);
            int[] itemByRank = ranked(items, itemOf);
            int[] userRank = inverse(userByRank);
            int[] itemRank = inverse(itemByRank);
            BipartiteGraph.Builder builder = new BipartiteGraph.Builder();
            for (int i = 0; i < userOf.size(); i++) {
                builder.add(userRank[userOf.getInt(i)], itemRank[itemOf.getInt(i)]);
            }
            return new InputGraph(builder.build(), ids(users, userByRank), ids(items, itemByRank));
        }

        private static int[] ranked(VertexNumbers numbers, IntArrayList ends) {
            int[] events = new int[numbers.size()];
            for (int i = 0; i < ends.size(); i++) {
                events[ends.getInt(i)]++;
            }
            int[] order = new int[events.length];
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
            IntArrays.mergeSort(
                    order,
                    (a, b) -> events[a] == events[b]
                            ? numbers.id(a).compareTo(numbers.id(b))
                            : Integer.compare(events[b], events[a]));
            return order;
        }

        private static int[] inverse(int[] order) {
            int[] rank = new int[order.length];
            for (int i = 0; i < order.length; i++) {
                rank[order[i]] = i;
            }
            return rank;
        }

        private static String[] ids(VertexNumbers numbers, int[] order) {
            String[] ids = new String[order.length];
            for (int i = 0; i < order.length; i++) {
                ids[i] = numbers.id(order[i]);
            }
            return ids;
        }
    }
}
