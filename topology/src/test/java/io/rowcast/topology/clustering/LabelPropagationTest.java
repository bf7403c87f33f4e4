// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.graph.EdgeWeighting;
import io.rowcast.topology.graph.UserVertex;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users on tiny graphs whose answers are worked out by hand in the comments. */
final class LabelPropagationTest {
    private static final int ROWS = 4;
    private static final int NO_LABEL = UserVertex.NO_LABEL;
    private static final long HASH = 7;

    private final FixedVolumes volumes = new FixedVolumes(ROWS).edges(10).users(4, 3, 2, 1);

    @Nested
    final class Scores {
        @Test
        void shouldTakeTheLighterLabelWhenItsScoreIsHigher() {
            // R = 2, E = W = 10, d = 3: an item volume of v costs 2 * 10 * 3/10 * v/10 = 0.6 v.
            // 0: 2 - 0.6 * 3 = 0.2; 1: 1 - 0.6 * 1 = 0.4.
            volumes.items(3, 1, 4, 2);
            assertThat(labels(elect(parameters(2, 0.5), "a=0 b=0 c=1", "a b c")))
                    .isEqualTo("1 0");
        }

        @Test
        void shouldTakeTheLabelOfMostEdgesWhenVolumeIsFree() {
            volumes.items(3, 1, 4, 2);
            assertThat(labels(elect(parameters(0, 0.5), "a=0 b=0 c=1", "a b c")))
                    .isEqualTo("0 1");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a b c", "c b a", "b c a"})
        void shouldTakeTheLowerLabelWhenScoresAreEqual(String items) {
            volumes.items(2, 2, 2, 2);
            assertThat(labels(elect(parameters(1, 0.5), "a=3 b=1 c=2", items))).isEqualTo("1 2");
        }

        @Test
        void shouldIgnoreItemsWithoutALabelWhenOthersHaveOne() {
            volumes.items(3, 1, 4, 2);
            assertThat(labels(elect(parameters(0, 0.5), "c=2", "a b c"))).isEqualTo("2 -1");
        }

        @Test
        void shouldHaveNoPriceWhenTheGraphIsEmpty() {
            FixedVolumes empty = new FixedVolumes(ROWS);
            UserVertex user = TextGraph.of("").user("a");
            new LabelPropagation(parameters(5, 0.5)).elect(HASH, user, TextGraph.of("a=2"), empty, () -> 0);
            assertThat(labels(user)).isEqualTo("2 -1");
        }

        @Test
        void shouldPriceByWeightsWhenTheyAreNotDegrees() {
            // R = 1, E = 10, every vertex weighs 1, 5 users and 4 items: a volume v costs 10 * 1/5 * v/4 = 0.5 v.
            // 0: 3 - 0.5 * 3 = 1.5; 1: 2 - 0.5 * 1 = 1.5; so the lower.
            ClusteringParameters uniform = new ClusteringParameters(
                    ROWS, 1.0 / ROWS, 0, VertexWeighting.UNIFORM, VertexWeighting.UNIFORM, EdgeWeighting.SET);
            FixedVolumes counts =
                    new FixedVolumes(ROWS).edges(10).users(2, 1, 1, 1).items(3, 1);
            TextGraph graph = TextGraph.of("a=0 b=0 c=0 d=1 e=1");
            UserVertex user = graph.user("a b c d e");
            new LabelPropagation(uniform).elect(HASH, user, graph, counts, FreeLabels.CLOSED);
            assertThat(labels(user)).isEqualTo("0 1");
            counts.items(4, 0);
            new LabelPropagation(uniform).elect(HASH, user, graph, counts, FreeLabels.CLOSED);
            // 0: 3 - 2 = 1; 1: 2 - 0 = 2.
            assertThat(labels(user)).isEqualTo("1 0");
        }
    }

    @Nested
    final class Hysteresis {
        @ParameterizedTest
        @CsvSource({"0,1 0", "0.1,1 0", "0.25,0 1", "0.5,0 1"})
        void shouldMoveOnlyWhenTheGainIsLarger(double hysteresis, String expected) {
            // As above: 0 scores 0.2 and 1 scores 0.4, a gain of 0.2.
            volumes.items(3, 1, 4, 2);
            assertThat(labels(elect(parameters(2, hysteresis), "a=0 b=0 c=1", "a b c", 0, NO_LABEL)))
                    .isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({"0.25,1 0", "0.4,0 1", "1,0 1"})
        void shouldMoveOnlyWhenTheGainIsLargerThanItsPart(double share, String expected) {
            volumes.items(3, 1, 4, 2);
            UserVertex user = TextGraph.of("").user("a b c");
            user.assign(0, NO_LABEL);
            new LabelPropagation(parameters(2, 0.5))
                    .elect(HASH, user, TextGraph.of("a=0 b=0 c=1"), volumes, FreeLabels.CLOSED, share);
            assertThat(labels(user)).isEqualTo(expected);
        }

        @Test
        void shouldStayWhenTheGainIsExactlyTheHysteresis() {
            assertThat(labels(elect(parameters(0, 1), "a=0 b=1 c=1", "a b c", 0, NO_LABEL)))
                    .isEqualTo("0 1");
        }

        @Test
        void shouldLeaveALabelWithoutNeighboursWhenAnotherGainsEnough() {
            // 2 has no edge of the user and scores 0; 0 has one.
            assertThat(labels(elect(parameters(0, 0.5), "a=0", "a", 2, NO_LABEL)))
                    .isEqualTo("0 -1");
            assertThat(labels(elect(parameters(0, 1), "a=0", "a", 2, NO_LABEL))).isEqualTo("2 0");
        }

        @ParameterizedTest
        @CsvSource({"149,0 1", "150,0 1", "151,1 0"})
        void shouldBeMeasuredInEdgesWhenWeightsAreSummed(int other, String expected) {
            // A whole edge is 100 units, so half an edge is 50.
            ClusteringParameters summed = new ClusteringParameters(
                    ROWS, 0, 0.5, VertexWeighting.DEGREE, VertexWeighting.DEGREE, EdgeWeighting.SUM);
            TextGraph graph = TextGraph.of("a=0 b=1");
            UserVertex user = graph.weightedUser("a=100 b=" + other);
            user.assign(0, NO_LABEL);
            new LabelPropagation(summed).elect(HASH, user, graph, volumes, FreeLabels.CLOSED);
            assertThat(labels(user)).isEqualTo(expected);
        }
    }

    @Nested
    final class Opening {

        @Test
        void shouldOpenAFreeLabelWhenEveryScoreIsNegative() {
            // d = 1: 1 - 2 * 10 * 1/10 * 8/10 = -0.6.
            volumes.items(8, 2);
            assertThat(labels(elect(parameters(2, 0.5), "a=0", "a", () -> 3))).isEqualTo("3 0");
        }

        @Test
        void shouldTakeTheBestLabelWhenEveryScoreIsNegativeAndNoneIsFree() {
            volumes.items(8, 2);
            assertThat(labels(elect(parameters(2, 0.5), "a=0", "a"))).isEqualTo("0 -1");
        }

        @Test
        void shouldNotOpenAFreeLabelWhenTheBestScoreIsZero() {
            // 1 - 2 * 10 * 1/10 * 5/10 = 0.
            volumes.items(5, 5);
            assertThat(labels(elect(parameters(2, 0.5), "a=0", "a", () -> 3))).isEqualTo("0 -1");
        }

        @ParameterizedTest
        @CsvSource({"0.5,3 0", "0.7,0 -1"})
        void shouldLeaveForAFreeLabelWhenThatGainsMoreThanTheHysteresis(double hysteresis, String expected) {
            // Staying scores -0.6, a free label 0.
            volumes.items(8, 2);
            UserVertex user = TextGraph.of("").user("a");
            user.assign(0, NO_LABEL);
            new LabelPropagation(parameters(2, hysteresis)).elect(HASH, user, TextGraph.of("a=0"), volumes, () -> 3);
            assertThat(labels(user)).isEqualTo(expected);
        }

        @Test
        void shouldOpenAFreeLabelWhenNoNeighbourHasALabel() {
            assertThat(labels(elect(parameters(2, 0.5), "", "a b", () -> 3))).isEqualTo("3 -1");
        }

        @Test
        void shouldKeepItsLabelWhenNoNeighbourHasALabelAnyMore() {
            assertThat(labels(elect(parameters(2, 0.5), "", "a b", 2, 1))).isEqualTo("2 -1");
        }

        @Test
        void shouldTakeTheLighterOfTwoWhenNothingElseGivesALabel() {
            int rows = 1000;
            FixedVolumes half = new FixedVolumes(rows).edges(10);
            long[] heavy = new long[rows];
            Arrays.fill(heavy, 0, rows / 2, 10);
            half.users(heavy);
            LabelPropagation propagation = new LabelPropagation(ClusteringParameters.ofRows(rows));
            TextGraph graph = TextGraph.of("");
            int draws = 4000;
            int heavyDraws = 0;
            for (int hash = 1; hash <= draws; hash++) {
                UserVertex user = graph.user("a");
                propagation.elect(hash, user, graph, half, FreeLabels.CLOSED);
                UserVertex again = graph.user("b");
                propagation.elect(hash, again, graph, half, FreeLabels.CLOSED);
                assertThat(user.label()).isBetween(0, rows - 1).isEqualTo(again.label());
                heavyDraws += user.label() < rows / 2 ? 1 : 0;
            }
            // Heavy only if both draws are: a quarter, give or take four standard deviations.
            assertThat(heavyDraws).isBetween(890, 1110);
        }
    }

    @Nested
    final class Premium {
        @BeforeEach
        void haveManyEdges() {
            volumes.edges(1000);
        }

        @Test
        void shouldKeepItsRowWhenItIsAloneThereAndThePremiumPays() {
            // 3: 1 edge + 0.6 * 4 = 3.4; 0: 3 edges.
            volumes.users(5, 1, 0, 4).premiums(0.6, 0);
            assertThat(labels(elect(parameters(0, 0.5), "a=3 b=0 c=0 d=0", "a b c d", 3, 0)))
                    .isEqualTo("3 0");
        }

        @Test
        void shouldLeaveARowWhenOthersAreThereToo() {
            volumes.users(5, 0, 0, 5).premiums(0.6, 0);
            assertThat(labels(elect(parameters(0, 0.5), "a=3 b=0 c=0 d=0", "a b c d", 3, 0)))
                    .isEqualTo("0 3");
        }

        @Test
        void shouldFillAVacantRowOfANeighbourWhenThePremiumPays() {
            // 0: 2 edges; 1: 1 edge + 0.5 * 3 = 2.5.
            volumes.users(10, 0).premiums(0.5, 0);
            assertThat(labels(elect(parameters(0, 0.5), "a=0 b=0 c=1", "a b c")))
                    .isEqualTo("1 0");
            // 1: 1 + 0.3 * 3 = 1.9.
            volumes.premiums(0.3, 0);
            assertThat(labels(elect(parameters(0, 0.5), "a=0 b=0 c=1", "a b c")))
                    .isEqualTo("0 1");
        }

        @ParameterizedTest
        @CsvSource({"0.75,3 0", "0.62,0 1"})
        void shouldOpenAFreeLabelWhenThePremiumBeatsItsEdges(double premium, String expected) {
            // 0: 2 of 4 edges, the bar is 2.5; a free label scores 3, or 2.48.
            volumes.users(8, 1, 1, 0).premiums(premium, 0);
            UserVertex user = TextGraph.of("").user("a b c d");
            user.assign(0, NO_LABEL);
            new LabelPropagation(parameters(0, 0.5))
                    .elect(HASH, user, TextGraph.of("a=0 b=0 c=1 d=2"), volumes, () -> 3);
            assertThat(labels(user)).isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({"0.6,1 0", "0.4,0 1"})
        void shouldGainNoMoreThanAnAverageVertexWhenItHasMoreEdges(double premium, String expected) {
            // An average user has 16/8 edges. 0: 2 edges; 1: 1 edge + 2 * premium.
            volumes.edges(16).users(10, 0).premiums(premium, 0);
            assertThat(labels(elect(parameters(0, 0.5), "a=0 b=0 c=1", "a b c")))
                    .isEqualTo(expected);
        }

        @Test
        void shouldStayWhenThePremiumWouldPayButNoLabelIsFree() {
            volumes.users(8, 1, 1, 0).premiums(0.75, 0);
            assertThat(labels(elect(parameters(0, 0.5), "a=0 b=0 c=1 d=2", "a b c d", 0, 1)))
                    .isEqualTo("0 1");
        }

        @Test
        void shouldNotConcernUsersWhenItIsForItems() {
            volumes.users(10, 0).premiums(0, 0.5);
            assertThat(labels(elect(parameters(0, 0.5), "a=0 b=0 c=1", "a b c")))
                    .isEqualTo("0 1");
        }
    }

    @Nested
    final class Secondary {

        @ParameterizedTest
        @CsvSource({"0.2,0 1", "0.25,0 2", "0.5,0 2", "2,0 2"})
        void shouldChangeOnlyWhenTheGainIsLargerThanFourTimesTheHysteresis(double hysteresis, String expected) {
            // 0: 3 edges, 1: 2 edges, 2: 1 edge, and 2 was the second.
            assertThat(labels(elect(parameters(0, hysteresis), "a=0 b=0 c=0 d=1 e=1 f=2", "a b c d e f", 0, 2)))
                    .isEqualTo(expected);
        }

        @Test
        void shouldChangeForMoreThanAQuarterOfTheEdgesWhenThatIsLess() {
            // 0: 5 edges, 1: 4 edges, 2: 1 edge: a gain of 3 is more than a quarter of 10, if not than 4 times 1.
            String labels = "a=0 b=0 c=0 d=0 e=0 f=1 g=1 h=1 i=1 j=2";
            assertThat(labels(elect(parameters(0, 1), labels, "a b c d e f g h i j", 0, 2)))
                    .isEqualTo("0 1");
        }

        @Test
        void shouldStayWhenScoresAreEqual() {
            assertThat(labels(elect(parameters(0, 0), "a=0 b=0 c=1 d=2", "a b c d", 0, 2)))
                    .isEqualTo("0 2");
        }

        @Test
        void shouldBeTheLowerLabelWhenScoresAreEqualAndThereWasNone() {
            assertThat(labels(elect(parameters(0, 0), "a=0 b=0 c=2 d=1", "a b c d", 0, NO_LABEL)))
                    .isEqualTo("0 1");
        }

        @Test
        void shouldBeTheFormerPrimaryWhenTheTwoChangePlaces() {
            assertThat(labels(elect(parameters(0, 0.5), "a=0 b=1 c=1", "a b c", 0, 1)))
                    .isEqualTo("1 0");
        }

        @Test
        void shouldBeReplacedWhenItIsNoNeighbourAnyMore() {
            assertThat(labels(elect(parameters(0, 5), "a=0 b=0 c=1", "a b c", 0, 3)))
                    .isEqualTo("0 1");
        }

        @Test
        void shouldBeNoneWhenAllNeighboursShareALabel() {
            assertThat(labels(elect(parameters(0, 0.5), "a=0 b=0", "a b", 0, 3)))
                    .isEqualTo("0 -1");
        }
    }

    @Nested
    final class Budget {
        private long now;
        private final MoveBudget budget = new MoveBudget(1, 1, 0, () -> now);

        @Test
        void shouldKeepBothLabelsUntilAMoveIsAdmitted() {
            UserVertex user = budgeted("a=0 b=1 c=1 d=1 e=2", "a b c d e", 0, 2);
            assertThat(labels(user)).isEqualTo("0 2");
            now += 60_100;
            // One move is for both.
            assertThat(labels(again(user, "a=0 b=1 c=1 d=1 e=1"))).isEqualTo("1 0");
            assertThat(labels(again(user, "a=0 b=0 c=0 d=0 e=2"))).isEqualTo("1 0");
            assertThat(budget.refused()).isEqualTo(2);
        }

        @Test
        void shouldCountAnotherSecondLabelAsAMove() {
            UserVertex user = budgeted("a=0 b=0 c=1 d=1", "a b c d", 0, 2);
            assertThat(labels(user)).isEqualTo("0 2");
            now += 60_100;
            assertThat(labels(again(user, "a=0 b=0 c=1 d=1"))).isEqualTo("0 1");
            assertThat(labels(again(user, "a=0 b=0 c=2 d=2"))).isEqualTo("0 1");
        }

        @Test
        void shouldNotLimitFirstLabels() {
            assertThat(labels(budgeted("a=0 b=0 c=1", "a b c", NO_LABEL, NO_LABEL)))
                    .isEqualTo("0 1");
            assertThat(budget.refused()).isZero();
        }

        @Test
        void shouldNotWaitForAMoveToAFreeLabelWhenThereIsNone() {
            volumes.edges(1000).users(8, 1, 1, 0).premiums(0.75, 0);
            assertThat(labels(budgeted("a=0 b=0 c=1 d=2", "a b c d", 0, 1))).isEqualTo("0 1");
            assertThat(budget.refused()).isZero();
        }

        private UserVertex budgeted(String labels, String items, int label, int secondary) {
            UserVertex user = TextGraph.of("").user(items);
            user.assign(label, secondary);
            return again(user, labels);
        }

        private UserVertex again(UserVertex user, String labels) {
            new LabelPropagation(parameters(0, 0.5), budget)
                    .elect(HASH, user, TextGraph.of(labels), volumes, FreeLabels.CLOSED);
            return user;
        }
    }

    private UserVertex elect(ClusteringParameters parameters, String labels, String items) {
        return elect(parameters, labels, items, FreeLabels.CLOSED);
    }

    private UserVertex elect(ClusteringParameters parameters, String labels, String items, FreeLabels free) {
        TextGraph graph = TextGraph.of(labels);
        UserVertex user = graph.user(items);
        new LabelPropagation(parameters).elect(HASH, user, graph, volumes, free);
        return user;
    }

    private UserVertex elect(ClusteringParameters parameters, String labels, String items, int label, int secondary) {
        TextGraph graph = TextGraph.of(labels);
        UserVertex user = graph.user(items);
        user.assign(label, secondary);
        new LabelPropagation(parameters).elect(HASH, user, graph, volumes, FreeLabels.CLOSED);
        return user;
    }

    private static String labels(UserVertex user) {
        return user.label() + " " + user.secondaryLabel();
    }

    private static ClusteringParameters parameters(double resolution, double hysteresis) {
        return new ClusteringParameters(
                ROWS, resolution / ROWS, hysteresis, VertexWeighting.DEGREE, VertexWeighting.DEGREE, EdgeWeighting.SET);
    }
}
