// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.topology.graph.EdgeWeighting;
import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.PagesInMemory;
import org.junit.jupiter.api.Test;

final class ItemClustererTest {
    private static final long HASH = 7;
    private static final int ROWS = 400;
    private static final int NO_LABEL = ItemVertex.NO_LABEL;

    private final PagesInMemory pages = new PagesInMemory();
    private final FixedVolumes volumes =
            new FixedVolumes(ROWS).edges(10).users(5, 5).items(5, 5);
    private final ItemClusterer clusterer = new ItemClusterer(
            new LabelPropagation(new ClusteringParameters(
                    ROWS, 0, 0.5, VertexWeighting.DEGREE, VertexWeighting.DEGREE, EdgeWeighting.SET)),
            volumes,
            pages);
    private final ItemVertex item = new ItemVertex("i");

    @Test
    void shouldTakeTheLabelOfItsFirstUserWhenNew() {
        vote(NO_LABEL, 3);
        assertThat(item.label()).isEqualTo(3);
        assertThat(item.ownVotes()).isEqualTo(1);
        assertThat(item.degree()).isEqualTo(1);
    }

    @Test
    void shouldStayWhenAnotherLabelDrawsLevel() {
        vote(NO_LABEL, 3);
        vote(NO_LABEL, 1);
        assertThat(item.label()).isEqualTo(3);
        vote(NO_LABEL, 1);
        assertThat(item.label()).isEqualTo(1);
        assertThat(item.ownVotes()).isEqualTo(2);
    }

    @Test
    void shouldLookAtAllLabelsWhenItsOwnLosesVotes() {
        vote(NO_LABEL, 3);
        vote(NO_LABEL, 3);
        vote(NO_LABEL, 1);
        vote(NO_LABEL, 2);
        vote(3, 2);
        assertThat(item.label()).isEqualTo(2);
        assertThat(item.ownVotes()).isEqualTo(2);
        assertThat(item.degree()).isEqualTo(4);
    }

    @Test
    void shouldLeaveItsLabelWhenItsLastUserThereIsGone() {
        vote(NO_LABEL, 3);
        vote(NO_LABEL, 1);
        vote(3, NO_LABEL);
        assertThat(item.label()).isEqualTo(1);
        assertThat(item.degree()).isEqualTo(1);
    }

    @Test
    void shouldNotMoveWhenALabelThatIsNotItsOwnLosesVotes() {
        vote(NO_LABEL, 3);
        vote(NO_LABEL, 1);
        vote(1, NO_LABEL);
        assertThat(item.label()).isEqualTo(3);
    }

    @Test
    void shouldHaveNoDegreeWhenItsLastEdgeIsRemoved() {
        vote(NO_LABEL, 3);
        vote(3, NO_LABEL);
        assertThat(item.degree()).isZero();
        assertThat(item.ownVotes()).isZero();
        assertThat(item.inline().size()).isZero();
    }

    @Test
    void shouldWaitForASweepWhenAPopularItemLosesVotesOfItsOwn() {
        for (int i = 0; i < 3; i++) {
            vote(NO_LABEL, 0);
        }
        for (int label = 1; label <= ItemVertex.MAX_INLINE_LABELS; label++) {
            vote(NO_LABEL, label);
        }
        vote(NO_LABEL, 200);
        assertThat(item.paged()).isTrue();
        assertThat(item.label()).isZero();

        vote(0, NO_LABEL);
        vote(0, NO_LABEL);
        assertThat(item.label()).isZero();

        clusterer.reconsider(HASH, item, 1);
        assertThat(item.label()).isEqualTo(200);
        assertThat(item.ownVotes()).isEqualTo(2);
    }

    @Test
    void shouldMoveAtOnceWhenAChallengerOvertakesAPopularItem() {
        for (int label = 0; label <= ItemVertex.MAX_INLINE_LABELS; label++) {
            vote(NO_LABEL, label);
        }
        vote(NO_LABEL, 300);
        assertThat(item.label()).isZero();
        vote(NO_LABEL, 300);
        assertThat(item.label()).isEqualTo(300);
        assertThat(item.ownVotes()).isEqualTo(2);
    }

    @Test
    void shouldStayWhenReconsideredWithoutReason() {
        vote(NO_LABEL, 3);
        vote(NO_LABEL, 1);
        clusterer.reconsider(HASH, item, 1);
        assertThat(item.label()).isEqualTo(3);
    }

    @Test
    void shouldThrowWhenAVoteIsTakenBackThatWasNeverCast() {
        vote(NO_LABEL, 3);
        assertThatThrownBy(() -> vote(1, 3)).isInstanceOf(IllegalStateException.class);
    }

    private void vote(int from, int to) {
        clusterer.recast(HASH, item, from, to, 1);
    }
}
