// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.clustering.VertexWeighting;
import io.rowcast.topology.graph.EdgeWeighting;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.reference.ReferenceClusterer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class BatchClustererTest {
    private static final double ROUNDING = 1e-12;

    @Test
    void shouldFindBothClustersWhenTheyAreComplete() {
        BipartiteGraph.Builder builder = new BipartiteGraph.Builder();
        for (int user = 0; user < 6; user++) {
            for (int item = 0; item < 3; item++) {
                builder.add(user, user < 3 ? item : 3 + item);
            }
        }
        BatchClustering result = new BatchClusterer(parameters(2, 0.5)).cluster(builder.build());

        assertThat(result.userLabels()).containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(result.itemLabels()).containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(result.insideShare()).isEqualTo(1);
        // R = 1, and each label has half the volume of each side.
        assertThat(result.objective()).isCloseTo(1 - 2 * 0.25, within(ROUNDING));
        assertThat(result.userRows()).isEqualTo(2);
        assertThat(result.itemRows()).isEqualTo(2);
        assertThat(result.settled()).isTrue();
    }

    @Test
    void shouldDropTheSmallestClusterWhenThereAreMoreThanRows() {
        BipartiteGraph.Builder builder = new BipartiteGraph.Builder();
        int[] sizes = {3, 2, 4};
        int first = 0;
        for (int size : sizes) {
            for (int user = 0; user < size; user++) {
                for (int item = 0; item < size; item++) {
                    builder.add(first + user, first + item);
                }
            }
            first += size;
        }
        // One edge ties the smallest cluster to the largest.
        builder.add(3, 5);
        BatchClustering result = new BatchClusterer(parameters(2, 0.1)).cluster(builder.build());

        assertThat(result.userLabels()).containsExactly(1, 1, 1, 0, 0, 0, 0, 0, 0);
        assertThat(result.itemLabels()).containsExactly(1, 1, 1, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void shouldGiveLabelsInRangeWhenMoreComponentsThanRowsExist() {
        BipartiteGraph.Builder builder = new BipartiteGraph.Builder();
        for (int vertex = 0; vertex < 50; vertex++) {
            builder.add(vertex, vertex);
        }
        BatchClustering result = new BatchClusterer(parameters(4, 0.01)).cluster(builder.build());

        assertThat(result.userLabels()).hasSize(50);
        assertThat(IntStream.of(result.userLabels())).allMatch(label -> label >= 0 && label < 4);
        assertThat(result.itemLabels()).isEqualTo(result.userLabels());
        assertThat(result.userRows()).isEqualTo(4);
    }

    @Test
    void shouldLeaveVerticesWithoutEdgesAlone() {
        BipartiteGraph graph = new BipartiteGraph.Builder().add(1, 2).build();
        BatchClustering result = new BatchClusterer(parameters(4, 0.01)).cluster(graph);

        assertThat(result.userLabels()).containsExactly(BatchClusterer.NO_LABEL, 0);
        assertThat(result.itemLabels()).containsExactly(BatchClusterer.NO_LABEL, BatchClusterer.NO_LABEL, 0);
    }

    @Test
    void shouldHaveNothingToDoWhenTheGraphIsEmpty() {
        BatchClustering result = new BatchClusterer(parameters(4, 0.01)).cluster(new BipartiteGraph.Builder().build());

        assertThat(result.userLabels()).isEmpty();
        assertThat(result.objective()).isZero();
        assertThat(result.insideShare()).isZero();
        assertThat(result.settled()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 20", "2, 20", "3, 24", "18, 80"})
    void shouldRecoverPlantedClustersWhenTheirNumberIsAboutThatOfRows(long seed, int rows) {
        PlantedGraph planted = PlantedGraph.of(seed, 1_000, 400, 20, 20_000, 0.8);
        BatchClustering result =
                new BatchClusterer(parameters(rows, ClusteringParameters.defaultRho(rows))).cluster(planted.graph());

        assertThat(purity(result.userLabels(), planted.clusters(), rows))
                .as("seed %d", seed)
                .isGreaterThan(0.97);
        assertThat(purity(result.itemLabels(), planted.clusters(), rows))
                .as("seed %d", seed)
                .isGreaterThan(0.97);
    }

    @ParameterizedTest
    @EnumSource(VertexWeighting.class)
    void shouldReportWhatARecountGivesWhateverTheWeighting(VertexWeighting weighting) {
        int rows = 60;
        ClusteringParameters parameters =
                new ClusteringParameters(rows, 0.02, 0.5, weighting, weighting, EdgeWeighting.SET);
        BipartiteGraph graph = PlantedGraph.of(5, 900, 300, 30, 9_000, 0.6).graph();
        BatchClustering result = new BatchClusterer(parameters).cluster(graph);

        long[] users = volumes(graph, Side.USER, result.userLabels(), weighting, rows);
        long[] items = volumes(graph, Side.ITEM, result.itemLabels(), weighting, rows);
        double inside = insideShare(graph, result);
        double products = 0;
        for (int label = 0; label < rows; label++) {
            products += (double) users[label] * items[label];
        }
        double totals =
                (double) Arrays.stream(users).sum() * Arrays.stream(items).sum();
        assertThat(result.insideShare()).isCloseTo(inside, within(ROUNDING));
        assertThat(result.objective())
                .isCloseTo(
                        inside
                                - parameters.resolution(result.userLabels().length, result.itemLabels().length)
                                        * products
                                        / totals,
                        within(ROUNDING));
        assertThat(result.userRows())
                .isEqualTo((int) Arrays.stream(users).filter(v -> v > 0).count());
        assertThat(result.itemRows())
                .isEqualTo((int) Arrays.stream(items).filter(v -> v > 0).count());
    }

    @Test
    void shouldKeepVolumesExactAfterEverySweep() {
        int rows = 40;
        BipartiteGraph graph = PlantedGraph.of(6, 500, 200, 10, 5_000, 0.6).graph();
        Labelling labelling = new Labelling(graph, parameters(rows, 0.01), rows);
        labelling.users.premium = 0.2;
        labelling.findFree();
        for (int sweep = 0; sweep < 5; sweep++) {
            for (Side side : Side.values()) {
                labelling.sweep(side, 0.4, 0.5, true);
                assertThat(labelling.users.volumes)
                        .isEqualTo(volumes(graph, Side.USER, labelling.users.labels, VertexWeighting.DEGREE, rows));
                assertThat(labelling.items.volumes)
                        .isEqualTo(volumes(graph, Side.ITEM, labelling.items.labels, VertexWeighting.DEGREE, rows));
            }
        }
    }

    @Test
    void shouldGiveTheSameLabelsAgainWhenEdgesComeInAnotherOrder() {
        PlantedGraph planted = PlantedGraph.of(7, 500, 200, 10, 5_000, 0.6);
        BatchClusterer clusterer = new BatchClusterer(parameters(50, 0.01));
        BatchClustering one = clusterer.cluster(planted.graph());
        BipartiteGraph.Builder builder = new BipartiteGraph.Builder();
        for (int i = planted.edges().size() - 1; i >= 0; i--) {
            builder.add(planted.edges().get(i)[0], planted.edges().get(i)[1]);
        }
        BatchClustering two = clusterer.cluster(builder.build());

        assertThat(two.userLabels()).isEqualTo(one.userLabels());
        assertThat(two.itemLabels()).isEqualTo(one.itemLabels());
        assertThat(two.sweeps()).isEqualTo(one.sweeps());
    }

    /** As many rows as planted clusters, far fewer, and four for each: 2.5 items a row, which sweeps alone fill less well. */
    @ParameterizedTest
    @CsvSource({
        "11, 200, 0.97, DEGREE",
        "12, 200, 0.97, SQRT",
        "15, 50, 0.97, DEGREE",
        "16, 50, 0.97, SQRT",
        "13, 800, 0.92, DEGREE",
        "14, 800, 0.92, SQRT"
    })
    void shouldComeToTheReferencesObjectiveWhateverTheNumberOfRows(
            long seed, int rows, double leastShare, VertexWeighting weighting) {
        PlantedGraph planted = PlantedGraph.of(seed, 4_000, 2_000, 200, 60_000, 0.7);
        ClusteringParameters parameters = parameters(rows, 0.01, weighting);
        BatchClustering result = new BatchClusterer(parameters).cluster(planted.graph());
        List<String[]> events = planted.edges().stream()
                .map(edge -> new String[] {"u" + edge[0], "i" + edge[1]})
                .toList();
        ReferenceClusterer reference = new ReferenceClusterer(
                        rows, parameters.resolution(4_000, 2_000), parameters.hysteresis(), weighting)
                .stream(events, events.size() / 20).converge(200);
        assertThat(result.settled()).as("seed %d", seed).isTrue();
        assertThat(result.objective()).as("seed %d", seed).isGreaterThanOrEqualTo(leastShare * reference.objective());
        assertThat(result.userRows()).as("seed %d", seed).isGreaterThanOrEqualTo((int) (0.95 * rows));
        assertThat(result.itemRows()).as("seed %d", seed).isGreaterThanOrEqualTo((int) (0.95 * rows));
    }

    @Test
    void shouldSayThatItHasNotSettledWhenTheLimitOfSweepsEndsIt() {
        BipartiteGraph graph = PlantedGraph.of(8, 2_000, 800, 10, 20_000, 0.3).graph();
        BatchClustering result = new BatchClusterer(parameters(400, 0.01), 0, 2).cluster(graph);

        assertThat(result.settled()).isFalse();
        assertThat(IntStream.of(result.userLabels())).allMatch(label -> label >= 0 && label < 400);
    }

    @Test
    void shouldRejectSummedWeightsAndTooFewSweeps() {
        ClusteringParameters summed = new ClusteringParameters(
                4, 0.01, 0.5, VertexWeighting.DEGREE, VertexWeighting.DEGREE, EdgeWeighting.SUM);

        assertThatThrownBy(() -> new BatchClusterer(summed)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BatchClusterer(parameters(4, 0.01), 0.001, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ClusteringParameters parameters(int rows, double rho) {
        return parameters(rows, rho, VertexWeighting.DEGREE);
    }

    private static ClusteringParameters parameters(int rows, double rho, VertexWeighting weighting) {
        return new ClusteringParameters(
                rows, rho, ClusteringParameters.DEFAULT_HYSTERESIS, weighting, weighting, EdgeWeighting.SET);
    }

    private static long[] volumes(BipartiteGraph graph, Side side, int[] labels, VertexWeighting weighting, int rows) {
        long[] volumes = new long[rows];
        for (int vertex = 0; vertex < labels.length; vertex++) {
            if (labels[vertex] != BatchClusterer.NO_LABEL) {
                volumes[labels[vertex]] += weighting.weight(graph.degree(side, vertex));
            }
        }
        return volumes;
    }

    private static double insideShare(BipartiteGraph graph, BatchClustering result) {
        long inside = 0;
        for (int user = 0; user < graph.vertices(Side.USER); user++) {
            for (int i = 0; i < graph.degree(Side.USER, user); i++) {
                int item = graph.neighbour(Side.USER, user, i);
                inside += result.userLabels()[user] == result.itemLabels()[item] ? 1 : 0;
            }
        }
        return (double) inside / graph.edges();
    }

    /** The share of the vertices that are of the cluster most frequent in their label. */
    private static double purity(int[] labels, int clusters, int rows) {
        int[][] members = new int[rows][clusters];
        int labelled = 0;
        for (int vertex = 0; vertex < labels.length; vertex++) {
            if (labels[vertex] != BatchClusterer.NO_LABEL) {
                members[labels[vertex]][vertex % clusters]++;
                labelled++;
            }
        }
        int pure = 0;
        for (int[] ofLabel : members) {
            pure += Arrays.stream(ofLabel).max().orElse(0);
        }
        return (double) pure / labelled;
    }
}
