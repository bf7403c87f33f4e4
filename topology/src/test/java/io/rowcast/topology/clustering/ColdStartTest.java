// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowcast.topology.clustering.ColdStart.Proposal;
import io.rowcast.topology.graph.EdgeWeighting;
import io.rowcast.topology.graph.UserVertex;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the graphs of {@link LabelPropagationTest}. */
final class ColdStartTest {
    private static final int ROWS = 4;
    private final FixedVolumes volumes =
            new FixedVolumes(ROWS).edges(10).users(4, 3, 2, 1).items(3, 1, 4, 2);

    private static ClusteringParameters parameters(double resolution) {
        return new ClusteringParameters(
                ROWS, resolution / ROWS, 0.5, VertexWeighting.DEGREE, VertexWeighting.DEGREE, EdgeWeighting.SET);
    }

    private Proposal propose(double resolution, String labels, String items) {
        TextGraph graph = TextGraph.of(labels);
        return new ColdStart(parameters(resolution), graph, volumes)
                .propose(graph.user(items), 3)
                .orElseThrow();
    }

    @Test
    void shouldRankLabelsByScoreWhenItemsAreOfSeveral() {
        // As in LabelPropagationTest: 0 scores 0.2 and 1 scores 0.4, of a weight of 3.
        Proposal proposal = propose(2, "a=0 b=0 c=1", "a b c");

        assertThat(proposal.label()).isEqualTo(1);
        assertThat(proposal.secondaryLabel()).isZero();
        assertThat(proposal.ranking()).extracting(ScoredLabel::label).containsExactly(1, 0);
        assertThat(proposal.ranking().get(0).score()).isCloseTo(0.4, within(1e-9));
        assertThat(proposal.ranking().get(0).weight()).isEqualTo(1);
        assertThat(proposal.confidence()).isCloseTo(0.2 / 3, within(1e-9));
        assertThat(proposal.insideShare()).isCloseTo(1.0 / 3, within(1e-9));
    }

    @Test
    void shouldBeSureWhenAllItemsAgreeAndCostNothing() {
        assertThat(propose(0, "a=2 b=2", "a b").confidence()).isEqualTo(1);
        assertThat(propose(0, "a=2 b=3", "a b").confidence()).isZero();
    }

    @Test
    void shouldCountUnknownItemsAgainstItWhenSomeAre() {
        Proposal proposal = propose(0, "a=2", "a b c d");

        assertThat(proposal.knownItems()).isEqualTo(1);
        assertThat(proposal.confidence()).isEqualTo(0.25);
    }

    @Test
    void shouldProposeNothingWhenNoItemIsKnown() {
        TextGraph graph = TextGraph.of("");
        assertThat(new ColdStart(parameters(1), graph, volumes).propose(graph.user("a b"), 3))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldGiveTheLabelsOfAFirstEventWhenNoLabelIsFree(long seed) {
        Random random = new Random(seed);
        int rows = 50;
        FixedVolumes some = new FixedVolumes(rows).edges(1000);
        some.users(random.longs(rows, 1, 40).toArray())
                .items(random.longs(rows, 1, 40).toArray());
        ItemLabels labels = new ItemLabels() {
            @Override
            public int label(long item) {
                return (int) Long.remainderUnsigned(item * 0x9e3779b97f4a7c15L, rows + 5) >= rows
                        ? -1
                        : (int) Long.remainderUnsigned(item * 0x9e3779b97f4a7c15L, rows);
            }

            @Override
            public boolean collides(long item, int check) {
                return false;
            }
        };
        ClusteringParameters parameters = ClusteringParameters.ofRows(rows);
        ColdStart coldStart = new ColdStart(parameters, labels, some);
        for (int round = 0; round < 200; round++) {
            long item = random.nextLong();
            UserVertex first = new UserVertex("u", false);
            new UserClusterer(new LabelPropagation(parameters), labels, some, FreeLabels.CLOSED, 100)
                    .add(round, first, item, "i", 1, 0);
            UserVertex cold = new UserVertex("", false);
            cold.add(item, 1);
            coldStart.propose(cold, 1).ifPresent(proposal -> {
                assertThat(proposal.label()).as("seed %d", seed).isEqualTo(first.label());
                assertThat(proposal.secondaryLabel()).isEqualTo(first.secondaryLabel());
            });
        }
    }
}
