// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.clustering.EdgeSample;
import io.rowcast.topology.clustering.VertexWeighting;
import io.rowcast.topology.graph.EdgeWeighting;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.VolumeBlockFormat;
import io.rowcast.topology.store.ClusterVolumeTable;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Rows as they are shown, of bounded size. */
final class ViewTest {

    @Test
    void shouldCountRowsByMultiplesOfTheMeanWhenVolumesDiffer() {
        // The mean of the users is 2, and that of the items too.
        ClusterVolumeTable volumes = table(5, row -> new long[] {1, 1, 2, 4, 2}[row], row -> row == 0 ? 10 : 0);

        VolumeHistogram histogram = VolumeHistogram.of(volumes, 5);

        assertThat(histogram.users()).hasSize(histogram.edges().length + 1);
        assertThat(rowsFrom(histogram, 0.5)).isEqualTo(2);
        assertThat(rowsFrom(histogram, 1)).isEqualTo(2);
        assertThat(rowsFrom(histogram, 2)).isEqualTo(1);
        assertThat(histogram.emptyUsers()).isZero();
        assertThat(histogram.emptyItems()).isEqualTo(4);
        assertThat(Arrays.stream(histogram.items()).sum()).isEqualTo(1);
    }

    @Test
    void shouldPutAboutOneRowInEachBinWhenThereAreAsManyOfLikeVolumes() {
        int rows = BlockPicture.BINS;
        ClusterVolumeTable volumes = table(rows, row -> 1000 + row, row -> 1000 + row);
        int[] labels = new int[rows];
        Arrays.setAll(labels, row -> row);
        long[] weights = new long[rows];
        Arrays.fill(weights, 3);

        BlockPicture picture = BlockPicture.of(volumes, rows, List.of(new EdgeSample(labels, labels, weights)));

        assertThat(picture.bins()).isBetween(rows - 4, rows);
        assertThat(Arrays.stream(picture.rows()).sum()).isEqualTo(rows);
        assertThat(Arrays.stream(picture.userShares()).sum()).isCloseTo(1, Offset.offset(1e-9));
        assertThat(diagonal(picture)).isCloseTo(1, Offset.offset(1e-9));
        assertThat(picture.insideShare()).isEqualTo(1);
        assertThat(picture.pairs()).isEqualTo(rows);
    }

    @Test
    void shouldStayOfItsSizeAndBalancedWhenThereAreVeryManyRows() {
        int rows = 100_000;
        ClusterVolumeTable volumes = table(rows, row -> 1 + row % 7, row -> 5);

        BlockPicture picture = BlockPicture.of(
                volumes, rows, List.of(new EdgeSample(new int[] {1, 2}, new int[] {1, 3}, new long[] {1, 3})));

        assertThat(picture.cells()).hasSize(BlockPicture.BINS * BlockPicture.BINS);
        assertThat(picture.insideShare()).isEqualTo(0.25);
        assertThat(Arrays.stream(picture.rows()).sum()).isEqualTo(rows);
        for (int bin = 0; bin < BlockPicture.BINS; bin++) {
            assertThat(picture.userShares()[bin] + picture.itemShares()[bin])
                    .isCloseTo(2.0 / BlockPicture.BINS, Offset.offset(0.005));
        }
    }

    @Test
    void shouldBeginWithTheLargestRowWhenVolumesDiffer() {
        BlockPicture picture = BlockPicture.of(table(4, row -> 1L << row, row -> 1L << row), 4, List.of());

        assertThat(picture.userShares())
                .containsExactly(new double[] {8 / 15.0, 4 / 15.0, 2 / 15.0, 1 / 15.0}, Offset.offset(1e-9));
    }

    @Test
    void shouldHaveNoEmptyBinWhenOneRowIsLargerThanMany() {
        BlockPicture picture = BlockPicture.of(table(10, row -> row == 3 ? 91 : 1, row -> 1), 10, List.of());

        assertThat(picture.rows()).doesNotContain(0);
        assertThat(picture.rows()[0]).isEqualTo(1);
        assertThat(picture.userShares()[0]).isCloseTo(0.91, Offset.offset(1e-9));
    }

    @Test
    void shouldBeEmptyWhenThereIsNoEdge() {
        BlockPicture picture = BlockPicture.of(table(4, row -> 0, row -> 0), 4, List.of());

        assertThat(picture.pairs()).isZero();
        assertThat(picture.cells()).isEmpty();
        assertThat(picture.bins()).isZero();
    }

    private static int rowsFrom(VolumeHistogram histogram, double edge) {
        return histogram.users()[Arrays.binarySearch(histogram.edges(), edge) + 1];
    }

    private static double diagonal(BlockPicture picture) {
        double sum = 0;
        for (int bin = 0; bin < picture.bins(); bin++) {
            sum += picture.cells()[bin * picture.bins() + bin];
        }
        return sum;
    }

    private static ClusterVolumeTable table(int rows, IntToLongFunction users, IntToLongFunction items) {
        ClusteringParameters parameters = new ClusteringParameters(
                rows, 0.01, 0.5, VertexWeighting.DEGREE, VertexWeighting.DEGREE, EdgeWeighting.SET);
        ClusterVolumeTable table = new ClusterVolumeTable("volumes", parameters, 1);
        for (int block = 0; block < VolumeBlockFormat.blocks(rows); block++) {
            apply(table, Side.USER, block, rows, users);
            apply(table, Side.ITEM, block, rows, items);
        }
        return table;
    }

    private static void apply(ClusterVolumeTable table, Side side, int block, int rows, IntToLongFunction volume) {
        long[] volumes = new long[VolumeBlockFormat.LABELS];
        int from = block * VolumeBlockFormat.LABELS;
        for (int i = 0; i < Math.min(volumes.length, rows - from); i++) {
            volumes[i] = volume.applyAsLong(from + i);
        }
        table.apply(new ClusterVolumeKey(Kind.VOLUMES, side, 0, block), VolumeBlockFormat.encode(volumes, 0));
    }
}
