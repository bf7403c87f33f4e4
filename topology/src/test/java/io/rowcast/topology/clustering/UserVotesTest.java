// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.Votes;
import it.unimi.dsi.fastutil.longs.Long2LongRBTreeMap;
import it.unimi.dsi.fastutil.longs.Long2LongSortedMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever happens to a user, its votes counted at the items are its edges under its label. */
final class UserVotesTest {
    private static final int NO_LABEL = UserVertex.NO_LABEL;
    private static final int ROWS = 8;

    @ParameterizedTest
    @CsvSource({"31,false", "32,true", "33,false", "34,true"})
    void shouldCountForItsEdgesWhenEventsAreRandom(long seed, boolean weighted) {
        Random random = new Random(seed);
        TextGraph graph = TextGraph.of("");
        UserClusterer clusterer = new UserClusterer(
                new LabelPropagation(ClusteringParameters.ofRows(ROWS)),
                graph,
                new FixedVolumes(ROWS),
                () -> random.nextInt(ROWS),
                40);
        UserVertex user = new UserVertex("u", weighted);
        Map<Long, Map<Integer, Long>> counted = new HashMap<>();
        for (int step = 0; step < 3_000; step++) {
            long item = graph.item("i" + random.nextInt(100));
            graph.label("i" + random.nextInt(100), random.nextInt(ROWS));
            int position = user.find(item);
            long weight = 1L + random.nextInt(300);
            UserChange change;
            if (random.nextInt(200) == 0 && user.size() > 0) {
                change = clusterer.forget(user);
                user = new UserVertex("u", weighted);
            } else if (random.nextInt(10) == 0) {
                Long2LongSortedMap forgotten = new Long2LongRBTreeMap();
                if (random.nextBoolean()) {
                    forgotten.put(item, step + 1);
                }
                change = clusterer.reconsider(
                        99, user, new ForgottenItems(forgotten, step + 1), new Expiry(500, step), 1);
            } else if (position < 0) {
                change = clusterer.add(99, user, item, "i", weight, step);
            } else if (weighted && random.nextBoolean()) {
                change = clusterer.addWeight(99, user, position, "i", weight);
            } else {
                change = clusterer.remove(99, user, position, "i");
            }
            change.votes().forEach(votes -> count(votes, counted));
            assertThat(counted).as("seed %d, step %d", seed, step).isEqualTo(edges(user));
        }
    }

    private static void count(Votes votes, Map<Long, Map<Integer, Long>> counted) {
        for (int i = 0; i < votes.items().length; i++) {
            Map<Integer, Long> ofItem = counted.computeIfAbsent(votes.items()[i], key -> new HashMap<>());
            ofItem.merge(votes.from(), -votes.weight(i), Long::sum);
            ofItem.merge(votes.to(), votes.weight(i), Long::sum);
            ofItem.remove(NO_LABEL);
            ofItem.values().removeIf(count -> count == 0);
        }
        counted.values().removeIf(Map::isEmpty);
    }

    private static Map<Long, Map<Integer, Long>> edges(UserVertex user) {
        Map<Long, Map<Integer, Long>> edges = new HashMap<>();
        for (int i = 0; i < user.size(); i++) {
            edges.put(user.item(i), Map.of(user.label(), user.weight(i)));
        }
        return edges;
    }
}
