// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.clustering.ClusterVolumes;
import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.clustering.FreeLabels;
import io.rowcast.topology.clustering.ItemLabels;
import io.rowcast.topology.clustering.LabelPropagation;
import io.rowcast.topology.graph.EdgeWeighting;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The second labels of a batch are those that the live algorithm would choose from the same state. */
final class SecondLabelsTest {

    @ParameterizedTest
    @CsvSource({"1, 300, 0", "2, 200, 0", "3, 300, 0.05", "4, 200, 0.05", "5, 200, 0.3"})
    void shouldChooseAsTheLiveAlgorithmWhateverThePremium(long seed, int rows, double premium) {
        BipartiteGraph graph = PlantedGraph.of(seed, 900, 300, 30, 6_000, 0.6).graph();
        // A price at which there are many clusters without a premium, too.
        ClusteringParameters parameters = new ClusteringParameters(
                rows,
                0.05,
                ClusteringParameters.DEFAULT_HYSTERESIS,
                ClusteringParameters.DEFAULT_WEIGHTING,
                ClusteringParameters.DEFAULT_WEIGHTING,
                EdgeWeighting.SET);
        Labelling labelling = new Labelling(graph, parameters, rows);
        double resolution = parameters.resolution(900, 300);
        labelling.users.premium = premium;
        labelling.seed(resolution);
        labelling.sweep(Side.USER, resolution, parameters.hysteresis(), true);
        int vacated = leaveToItems(labelling, rows);
        int[] second = labelling.result(resolution, 1, true).secondUserLabels();

        LabelPropagation live = new LabelPropagation(parameters);
        int compared = 0;
        for (int user = 0; user < 900; user++) {
            UserVertex vertex = new UserVertex("u", false);
            for (int i = 0; i < graph.degree(Side.USER, user); i++) {
                vertex.add(graph.neighbour(Side.USER, user, i), 1);
            }
            int label = labelling.users.labels[user];
            vertex.assign(label, UserVertex.NO_LABEL);
            live.elect(user, vertex, labels(labelling), volumes(graph, labelling), FreeLabels.CLOSED);
            if (vertex.label() == label) {
                assertThat(second[user]).as("seed %d, user %d", seed, user).isEqualTo(vertex.secondaryLabel());
                compared++;
            }
        }
        assertThat(vacated).isPositive();
        assertThat(compared).isGreaterThan(500);
    }

    /** Takes the users from every seventh label, so that their rows are vacant; returns how many of those have items. */
    private static int leaveToItems(Labelling labelling, int rows) {
        for (int user = 0; user < labelling.users.labels.length; user++) {
            int label = labelling.users.labels[user];
            if (label % 7 == 6) {
                labelling.users.assign(user, (label + 1) % rows);
            }
        }
        int withItems = 0;
        for (int label = 6; label < rows; label += 7) {
            withItems += labelling.items.volumes[label] > 0 && labelling.users.volumes[label] == 0 ? 1 : 0;
        }
        return withItems;
    }

    @Test
    void shouldHaveNoneWhenAllItemsCarryTheUsersLabel() {
        BipartiteGraph graph =
                new BipartiteGraph.Builder().add(0, 0).add(0, 1).add(2, 1).build();
        BatchClustering result = new BatchClusterer(ClusteringParameters.ofRows(1)).cluster(graph);

        assertThat(result.secondUserLabels())
                .containsExactly(BatchClusterer.NO_LABEL, BatchClusterer.NO_LABEL, BatchClusterer.NO_LABEL);
    }

    private static ItemLabels labels(Labelling labelling) {
        return new ItemLabels() {
            @Override
            public int label(long item) {
                return labelling.items.labels[(int) item];
            }

            @Override
            public boolean collides(long item, int check) {
                return false;
            }
        };
    }

    private static ClusterVolumes volumes(BipartiteGraph graph, Labelling labelling) {
        return new ClusterVolumes() {
            @Override
            public long volume(Side side, int label) {
                return of(side).volumes[label];
            }

            @Override
            public long total(Side side) {
                return of(side).total;
            }

            @Override
            public long edgeWeight() {
                return graph.edges();
            }

            @Override
            public long vertices(Side side) {
                return of(side).vertices();
            }

            @Override
            public double premium(Side side) {
                return of(side).premium;
            }

            @Override
            public boolean vacant(Side side, int label, long weight) {
                return of(side).volumes[label] == weight;
            }

            private LabelledSide of(Side side) {
                return side == Side.USER ? labelling.users : labelling.items;
            }
        };
    }
}
