// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.graph.EdgeWeighting;
import io.rowcast.topology.graph.UserVertex;
import it.unimi.dsi.fastutil.HashCommon;
import it.unimi.dsi.fastutil.longs.Long2LongRBTreeMap;
import it.unimi.dsi.fastutil.longs.Long2LongSortedMap;
import it.unimi.dsi.fastutil.longs.Long2LongSortedMaps;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class UserClustererTest {
    private static final long HASH = 7;
    private static final int MANY = 10_000;
    private static final int NO_LABEL = UserVertex.NO_LABEL;
    private static final ForgottenItems NOTHING = new ForgottenItems(Long2LongSortedMaps.EMPTY_MAP, 0);

    private final TextGraph graph = TextGraph.of("a=0 b=0 c=1 d=1 e=1 f=1");
    private final UserClusterer clusterer = clusterer(MANY, EdgeWeighting.SET);

    @Test
    void shouldTellTheItemItsIdWhenAUserIsNew() {
        UserVertex user = graph.user("");
        UserChange change = add(clusterer, user, "c");
        assertThat(graph.told(change)).containsExactly("->1 'c'");
        assertThat(change.labelBefore()).isEqualTo(NO_LABEL);
        assertThat(change.secondaryBefore()).isEqualTo(NO_LABEL);
        assertThat(change.sizeBefore()).isZero();
        assertThat(change.degreeBefore()).isZero();
        assertThat(change.evicted()).isZero();
        assertThat(user.label()).isEqualTo(1);
        assertThat(user.degree()).isEqualTo(1);
    }

    @Test
    void shouldTellOnlyTheNewItemWhenTheUserStays() {
        UserVertex user = user("a b");
        UserChange change = add(clusterer, user, "c");
        assertThat(graph.told(change)).containsExactly("->0 'c'");
        assertThat(change.labelBefore()).isZero();
        assertThat(change.sizeBefore()).isEqualTo(2);
        assertThat(user.secondaryLabel()).isEqualTo(1);
    }

    @Test
    void shouldTellTheOldItemsFirstWhenTheUserMoves() {
        UserVertex user = user("a c");
        assertThat(user.label()).isZero();
        UserChange change = add(clusterer, user, "d");
        assertThat(graph.told(change)).containsExactly("0>1 a c", "->1 'd'");
        assertThat(user.label()).isEqualTo(1);
        assertThat(user.secondaryLabel()).isZero();
    }

    @Test
    void shouldDropTheOldestEdgeWhenThereAreTooMany() {
        UserClusterer small = clusterer(3, EdgeWeighting.SET);
        UserVertex user = user("a b c");
        UserChange change = add(small, user, "d");
        assertThat(change.evicted()).isEqualTo(1);
        assertThat(change.sizeBefore()).isEqualTo(3);
        // Without a, 1 has two edges and 0 has one; a gain of 1 is more than the hysteresis.
        assertThat(graph.told(change)).containsExactly("0>- a", "0>1 b c", "->1 'd'");
        assertThat(graph.items(user)).isEqualTo("b c d");
        assertThat(user.degree()).isEqualTo(3);
    }

    @Test
    void shouldDropSeveralEdgesWhenTheLimitWasLowered() {
        UserClusterer small = clusterer(2, EdgeWeighting.SET);
        UserVertex user = user("c d e f");
        UserChange change = add(small, user, "a");
        assertThat(change.evicted()).isEqualTo(3);
        assertThat(graph.told(change)).containsExactly("1>- c", "1>- d", "1>- e", "->1 'a'");
        assertThat(graph.items(user)).isEqualTo("f a");
    }

    @Test
    void shouldReplaceItsOnlyEdgeWhenOneIsTheLimit() {
        UserClusterer one = clusterer(1, EdgeWeighting.SET);
        UserVertex user = user("a");
        UserChange change = add(one, user, "c");
        assertThat(graph.told(change)).containsExactly("0>- a", "->1 'c'");
        assertThat(change.labelBefore()).isZero();
        assertThat(user.label()).isEqualTo(1);
        assertThat(graph.items(user)).isEqualTo("c");
    }

    @Test
    void shouldAddWeightBeforeMovingWhenWeightsAreSummed() {
        UserClusterer summing = clusterer(MANY, EdgeWeighting.SUM);
        UserVertex user = graph.weightedUser("");
        add(summing, user, "a", 200);
        assertThat(graph.told(add(summing, user, "c", 100))).containsExactly("->0 'c'*100");

        UserChange little = summing.addWeight(HASH, user, 1, "c", 150);
        assertThat(graph.told(little)).containsExactly("->0 'c'*150");
        assertThat(little.degreeBefore()).isEqualTo(300);
        assertThat(user.degree()).isEqualTo(450);
        assertThat(user.label()).isZero();

        UserChange more = summing.addWeight(HASH, user, 1, "c", 1);
        assertThat(graph.told(more)).containsExactly("->0 'c'*1", "0>1 a*200 c*251");
        assertThat(user.label()).isEqualTo(1);
    }

    @Test
    void shouldTakeTheWholeWeightBackWhenAnEdgeIsRemoved() {
        UserClusterer summing = clusterer(MANY, EdgeWeighting.SUM);
        UserVertex user = graph.weightedUser("");
        add(summing, user, "a", 200);
        add(summing, user, "c", 100);
        UserChange change = summing.remove(HASH, user, 0, "a");
        assertThat(graph.told(change)).containsExactly("0>- 'a'*200", "0>1 c*100");
        assertThat(user.degree()).isEqualTo(100);
    }

    @Test
    void shouldTellOnlyTheRemovedItemWhenTheUserStays() {
        UserVertex user = user("a b c");
        UserChange change = clusterer.remove(HASH, user, 2, "c");
        assertThat(graph.told(change)).containsExactly("0>- 'c'");
        assertThat(graph.items(user)).isEqualTo("a b");
        assertThat(change.secondaryBefore()).isEqualTo(1);
        assertThat(user.secondaryLabel()).isEqualTo(NO_LABEL);
    }

    @Test
    void shouldHaveNoEdgeLeftWhenItsOnlyOneIsRemoved() {
        UserVertex user = user("a");
        UserChange change = clusterer.remove(HASH, user, 0, "a");
        assertThat(graph.told(change)).containsExactly("0>- 'a'");
        assertThat(user.size()).isZero();
        assertThat(user.degree()).isZero();
        assertThat(change.labelBefore()).isZero();
        assertThat(change.degreeBefore()).isEqualTo(1);
    }

    @Test
    void shouldTakeAllVotesBackWhenTheUserIsForgotten() {
        UserVertex user = user("a b c");
        UserChange change = clusterer.forget(user);
        assertThat(graph.told(change)).containsExactly("0>- a b c");
        assertThat(change.sizeBefore()).isEqualTo(3);
        assertThat(change.degreeBefore()).isEqualTo(3);
        assertThat(user.size()).isZero();
        assertThat(user.degree()).isZero();
    }

    @Test
    void shouldSayNothingWhenReconsideredWithoutReason() {
        UserVertex user = user("a b c");
        UserChange change = clusterer.reconsider(HASH, user, NOTHING, Expiry.NONE, 1);
        assertThat(change.votes()).isEmpty();
        assertThat(user.label()).isEqualTo(change.labelBefore());
    }

    @Test
    void shouldMoveWhenItsItemsMovedMeanwhile() {
        UserVertex user = user("a b c");
        graph.label("a", 2).label("b", 2);
        UserChange change = clusterer.reconsider(HASH, user, NOTHING, Expiry.NONE, 1);
        assertThat(graph.told(change)).containsExactly("0>2 a b c");
        assertThat(change.labelBefore()).isZero();
        assertThat(user.label()).isEqualTo(2);
    }

    @Test
    void shouldDropForgottenItemsWhenReconsidered() {
        UserVertex user = user("a b c d");
        assertThat(user.label()).isZero();
        UserChange change = clusterer.reconsider(HASH, user, forgetting("a", "b", "f"), Expiry.NONE, 1);
        assertThat(graph.told(change)).containsExactly("0>- a b", "0>1 c d");
        assertThat(graph.items(user)).isEqualTo("c d");
        assertThat(change.sizeBefore()).isEqualTo(4);
        assertThat(change.evicted()).isZero();
    }

    @Test
    void shouldKeepEdgesWhenTheyCameAfterTheNaming() {
        UserVertex user = user("a b c d");
        user.forgottenUpTo(1);
        UserChange change = clusterer.reconsider(HASH, user, forgetting("a", "b"), Expiry.NONE, 1);
        assertThat(graph.told(change)).containsExactly("0>- b", "0>1 a c d");
        assertThat(graph.items(user)).isEqualTo("a c d");
    }

    @Test
    void shouldDropExpiredEdgesWhenReconsidered() {
        UserVertex user = graph.user("");
        user.startTimes(0);
        for (String item : new String[] {"a", "b", "c", "d"}) {
            clusterer.add(HASH, user, graph.item(item), item, 1, 100 + user.size());
        }
        user.refresh(0, 110);
        assertThat(graph.told(clusterer.reconsider(HASH, user, NOTHING, new Expiry(9, 110), 1)))
                .isEmpty();
        UserChange change = clusterer.reconsider(HASH, user, NOTHING, new Expiry(8, 111), 1);
        assertThat(graph.told(change)).containsExactly("0>- b c");
        assertThat(change.expired()).isEqualTo(2);
        assertThat(graph.items(user)).isEqualTo("a d");
        assertThat(user.time(0)).isEqualTo(110);
        assertThat(user.time(1)).isEqualTo(103);
    }

    @Test
    void shouldGiveEdgesTheTimeAtWhichExpiryFirstSeesThem() {
        UserVertex user = user("a b");
        assertThat(user.timed()).isFalse();
        UserChange change = clusterer.reconsider(HASH, user, NOTHING, new Expiry(5, 1000), 1);
        assertThat(change.votes()).isEmpty();
        assertThat(user.time(0)).isEqualTo(1000);
        assertThat(user.time(1)).isEqualTo(1000);
    }

    @Test
    void shouldHaveNoEdgeLeftWhenAllItsItemsAreForgotten() {
        UserVertex user = user("a b");
        UserChange change = clusterer.reconsider(HASH, user, forgetting("a", "b"), Expiry.NONE, 1);
        assertThat(graph.told(change)).containsExactly("0>- a b");
        assertThat(user.size()).isZero();
    }

    @Test
    void shouldScoreAUserAtEveryEventWhenItIsSmall() {
        assertThat(elections(0, 256)).isEqualTo(256);
    }

    @Test
    void shouldScoreAUserNowAndThenWhenItIsLarge() {
        // Drawn by the items' hashes, so only about 90 in each doubling.
        assertThat(elections(256, 512)).isBetween(60, 130);
        assertThat(elections(512, 1024)).isBetween(60, 130);
        assertThat(elections(1024, 4096)).isBetween(130, 260);
    }

    @Test
    void shouldScoreAUserNowAndThenWhenItIsAtItsLimitOfEdges() {
        assertThat(elections(1000, 3000, 1000)).isBetween(150, 450);
    }

    @Test
    void shouldCostLittlePerEventWhenAUserHasAMillion() {
        int maxEdges = 20_000;
        int events = 1_000_000;
        TextGraph items = TextGraph.of("x=0");
        UserClusterer bounded = new UserClusterer(
                new LabelPropagation(ClusteringParameters.ofRows(4)),
                items,
                new FixedVolumes(4),
                FreeLabels.CLOSED,
                maxEdges);
        UserVertex user = new UserVertex("u", false);
        Random random = new Random(5);
        long votes = 0;
        int added = 0;
        for (int i = 0; i < events; i++) {
            long item = HashCommon.mix(1 + random.nextInt(100_000));
            if (user.find(item) < 0) {
                UserChange change = bounded.add(HASH, user, item, "i", 1, 0);
                votes += change.votes().size();
                added++;
            }
        }
        assertThat(user.size()).isEqualTo(maxEdges);
        assertThat(added).isBetween(700_000, 900_000);
        assertThat(votes).isEqualTo(2L * added - maxEdges);
        // At its limit a user is scored at one in 156 events, and looks at all of its edges then.
        assertThat(items.looks() / events).isLessThan(200);
    }

    private static int elections(int from, int to) {
        return elections(from, to, MANY);
    }

    /** How often a user of a number of edges is scored while events would bring it to another. */
    private static int elections(int from, int to, int maxEdges) {
        TextGraph items = TextGraph.of("x=0");
        FixedVolumes volumes = new FixedVolumes(4);
        UserClusterer clusterer = new UserClusterer(
                new LabelPropagation(ClusteringParameters.ofRows(4)), items, volumes, FreeLabels.CLOSED, maxEdges);
        UserVertex user = new UserVertex("u", false);
        user.add(items.item("x"), 1);
        user.assign(0, NO_LABEL);
        for (int i = 1; i < from; i++) {
            user.add(items.item("i" + i), 1);
        }
        if (from == 0) {
            user.remove(0);
        }
        int elections = 0;
        for (int size = from + 1; size <= to; size++) {
            int looksBefore = items.looks();
            UserChange change = clusterer.add(HASH, user, items.item("n" + size), "n" + size, 1, 0);
            elections += items.looks() > looksBefore ? 1 : 0;
            assertThat(change.votes()).hasSize(1 + change.evicted());
        }
        return elections;
    }

    private UserVertex user(String items) {
        UserVertex user = graph.user(items);
        clusterer.reconsider(HASH, user, NOTHING, Expiry.NONE, 1);
        return user;
    }

    /** Items named one after the other, numbered from 1. */
    private ForgottenItems forgetting(String... items) {
        Long2LongSortedMap named = new Long2LongRBTreeMap();
        for (String item : items) {
            named.put(graph.item(item), named.size() + 1);
        }
        return new ForgottenItems(named, items.length);
    }

    private UserChange add(UserClusterer to, UserVertex user, String item) {
        return add(to, user, item, 1);
    }

    private UserChange add(UserClusterer to, UserVertex user, String item, long weight) {
        return to.add(HASH, user, graph.item(item), item, weight, 0);
    }

    /** Volume costs nothing here, so the most edges win. */
    private UserClusterer clusterer(int maxEdges, EdgeWeighting weighting) {
        ClusteringParameters parameters =
                new ClusteringParameters(4, 0, 0.5, VertexWeighting.DEGREE, VertexWeighting.DEGREE, weighting);
        FixedVolumes volumes = new FixedVolumes(4).edges(10).users(4, 3, 2, 1).items(4, 3, 2, 1);
        return new UserClusterer(new LabelPropagation(parameters), graph, volumes, FreeLabels.CLOSED, maxEdges);
    }
}
