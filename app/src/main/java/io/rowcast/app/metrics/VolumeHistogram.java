// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.metrics;

import io.rowcast.topology.graph.Side;
import io.rowcast.topology.store.ClusterVolumeTable;
import java.util.Arrays;

/**
 * How the volumes of rows are distributed, as multiples of the mean over all K rows. Of bounded size, whatever K.
 *
 * @param edges bounds between the bins, ascending: bin i has volumes from {@code edges[i - 1]} up to, without, {@code edges[i]}; the
 *     first bin has all below and the last all above
 * @param users rows per bin, of the user side
 * @param items rows per bin, of the item side
 * @param emptyUsers user rows without volume, which are in no bin
 * @param emptyItems item rows without volume
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record VolumeHistogram(double[] edges, int[] users, int[] items, int emptyUsers, int emptyItems) {
    private static final int FIRST_EXPONENT = -6;
    private static final int LAST_EXPONENT = 6;

    /** Each bin is wider than the one before by this factor, to the power of a half. */
    private static final int BINS_PER_DOUBLING = 2;

    static VolumeHistogram of(ClusterVolumeTable volumes, int rows) {
        double[] edges = new double[(LAST_EXPONENT - FIRST_EXPONENT) * BINS_PER_DOUBLING + 1];
        Arrays.setAll(edges, i -> Math.pow(2, FIRST_EXPONENT + (double) i / BINS_PER_DOUBLING));
        int[] users = new int[edges.length + 1];
        int[] items = new int[edges.length + 1];
        int emptyUsers = count(volumes, rows, Side.USER, edges, users);
        int emptyItems = count(volumes, rows, Side.ITEM, edges, items);
        return new VolumeHistogram(edges, users, items, emptyUsers, emptyItems);
    }

    private static int count(ClusterVolumeTable volumes, int rows, Side side, double[] edges, int[] bins) {
        double mean = Math.max(1, volumes.total(side)) / (double) rows;
        int empty = 0;
        for (int row = 0; row < rows; row++) {
            long volume = volumes.volume(side, row);
            if (volume <= 0) {
                empty++;
            } else {
                int place = Arrays.binarySearch(edges, volume / mean);
                bins[place >= 0 ? place + 1 : -place - 1]++;
            }
        }
        return empty;
    }
}
