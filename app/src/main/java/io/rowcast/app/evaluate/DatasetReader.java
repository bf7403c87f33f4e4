// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import io.rowcast.app.load.InputSource;
import io.rowcast.app.load.LoadException;
import io.rowcast.app.load.LoadListener;
import io.rowcast.app.load.LoadSummary;
import io.rowcast.app.load.SourceEvents;
import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.batch.VertexNumbers;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Side;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntLinkedOpenHashSet;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Reads training, validation and test edges from files of any format that {@code rowcast load} takes. */
final class DatasetReader {
    private final VertexNumbers users = new VertexNumbers();
    private final VertexNumbers items = new VertexNumbers();

    private DatasetReader() {}

    /**
     * Reads the files.
     *
     * @throws LoadException naming the place, if a file cannot be read, has a malformed line or an event that is no edge, or
     *     has no edge at all
     */
    static Dataset read(EvaluationFiles files) {
        return new DatasetReader().readAll(files);
    }

    private Dataset readAll(EvaluationFiles files) {
        BipartiteGraph.Builder builder = new BipartiteGraph.Builder();
        read(files.train(), builder::add);
        BipartiteGraph train = builder.build();
        EdgeLists validation = new EdgeLists();
        files.validation()
                .ifPresent(source ->
                        readNew(source, "training file", validation, (user, item) -> contains(train, user, item)));
        HeldOut stopBy = validation.heldOut(users.size());
        Int2ObjectOpenHashMap<IntLinkedOpenHashSet> cold = new Int2ObjectOpenHashMap<>();
        files.cold().ifPresent(source -> readCold(source, train, stopBy, cold));
        EdgeLists test = new EdgeLists();
        int known = readNew(
                files.test(),
                "others",
                test,
                (user, item) -> contains(train, user, item)
                        || stopBy.contains(user, item)
                        || (cold.containsKey(user) && cold.get(user).contains(item)));
        return new Dataset(
                ids(users),
                ids(items),
                train,
                files.validation().map(source -> validation.heldOut(users.size())),
                files.cold().map(source -> coldUsers(cold)),
                test.heldOut(users.size()),
                known);
    }

    /** Reads the edges of users who are in no file before, the distinct ones of each in their order. */
    private void readCold(
            InputSource source,
            BipartiteGraph train,
            HeldOut stopBy,
            Int2ObjectOpenHashMap<IntLinkedOpenHashSet> cold) {
        read(source, (user, item) -> {
            boolean trained = user < train.vertices(Side.USER) && train.degree(Side.USER, user) > 0;
            if (trained || stopBy.has(user)) {
                throw new LoadException(source.name() + ": user " + users.id(user)
                        + " is in a file before, so it does not come after training");
            }
            cold.computeIfAbsent(user, key -> new IntLinkedOpenHashSet()).add(item);
        });
    }

    private static ColdUsers coldUsers(Int2ObjectOpenHashMap<IntLinkedOpenHashSet> cold) {
        int[] users = cold.keySet().toIntArray();
        Arrays.sort(users);
        return new ColdUsers(
                users,
                Arrays.stream(users)
                        .mapToObj(user -> cold.get(user).toIntArray())
                        .toArray(int[][]::new));
    }

    /** Whether an edge is there. */
    @FunctionalInterface
    private interface Known {
        boolean contains(int user, int item);
    }

    /** Reads the edges that are in no file before, and returns how many were. */
    private int readNew(InputSource source, String before, EdgeLists into, Known there) {
        int[] known = {0};
        read(source, (user, item) -> {
            if (there.contains(user, item)) {
                known[0]++;
            } else {
                into.users.add(user);
                into.items.add(item);
            }
        });
        if (into.users.isEmpty()) {
            throw new LoadException(source.name() + ": has no edge that is not in the " + before);
        }
        return known[0];
    }

    /** Edges as pairs at the same position. */
    private static final class EdgeLists {
        private final IntArrayList users = new IntArrayList();
        private final IntArrayList items = new IntArrayList();

        HeldOut heldOut(int userCount) {
            return HeldOut.of(userCount, users, items);
        }
    }

    @FunctionalInterface
    private interface Edges {
        void add(int user, int item);
    }

    /** Recall on a part of the edges would be taken for that on all. */
    private static final class RefusingMalformed implements LoadListener {
        @Override
        public void sourceStarted(String name, long totalBytes) {}

        @Override
        public void progress(long bytesRead, long events) {}

        @Override
        public void malformed(String source, long line, String reason) {
            throw new LoadException(source + ", line " + line + ": " + reason);
        }

        @Override
        public void finished(LoadSummary summary) {}
    }

    private void read(InputSource source, Edges edges) {
        long count = 0;
        try (SourceEvents events = new SourceEvents(source, new RefusingMalformed())) {
            for (Interaction event = events.next(); event != null; event = events.next()) {
                if (event.op() != Interaction.Op.ADD) {
                    throw new LoadException(source.name() + ", line " + events.line() + ": op "
                            + event.op().name().toLowerCase(Locale.ROOT) + " is no edge");
                }
                edges.add(users.of(event.user()), items.of(event.item()));
                count++;
            }
        }
        if (count == 0) {
            throw new LoadException(source.name() + ": has no edges");
        }
    }

    private static boolean contains(BipartiteGraph graph, int user, int item) {
        if (user >= graph.vertices(Side.USER)) {
            return false;
        }
        int low = 0;
        int high = graph.degree(Side.USER, user) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int neighbour = graph.neighbour(Side.USER, user, middle);
            if (neighbour == item) {
                return true;
            }
            if (neighbour < item) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    private static List<String> ids(VertexNumbers numbers) {
        return IntStream.range(0, numbers.size()).mapToObj(numbers::id).toList();
    }
}
