// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.metrics;

import io.rowcast.topology.clustering.EdgeSample;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.store.ClusterVolumeTable;
import java.util.Collection;

/**
 * The co-clustering in blocks: rows ordered by volume, largest first, and cut into bins of nearly equal volume; users of the
 * bins against items of the bins. How full a block is comes from the samples of edges that the last sweeps of this instance
 * drew; how large the bins are is exact. Of bounded size, whatever K.
 *
 * <p>The volume of a row here is the mean of the shares that it has of either side's total. Rows are not sorted but put into
 * narrow classes of volume, and stay in the order of their numbers within a class, so that K rows take two passes.
 *
 * @param bins bins per side, at most 48 and at most as many as rows have volume; a row larger than a bin has one of its own
 * @param rows rows in each bin; those without volume are in none
 * @param userShares share of the users' volume in each bin
 * @param itemShares share of the items' volume in each bin
 * @param cells share of the sampled edges of user bin i and item bin j at {@code i * bins + j}; all 0 without a sample
 * @param pairs pairs of labels in the samples
 * @param insideShare share of the sampled edges whose ends have the same row, to compare with the exact one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record BlockPicture(
        int bins, int[] rows, double[] userShares, double[] itemShares, double[] cells, int pairs, double insideShare) {
    static final int BINS = 48;

    private static final int CLASSES = 8192;
    private static final int CLASSES_PER_DOUBLING = 200;

    private static final byte NO_BIN = -1;

    static BlockPicture of(ClusterVolumeTable volumes, int rows, Collection<EdgeSample> samples) {
        double[][] shares = {shares(volumes, Side.USER, rows), shares(volumes, Side.ITEM, rows)};
        byte[] binOf = new byte[rows];
        int bins = bins(shares, binOf);
        int[] counts = new int[bins];
        double[] users = new double[bins];
        double[] items = new double[bins];
        for (int row = 0; row < rows; row++) {
            if (binOf[row] != NO_BIN) {
                counts[binOf[row]]++;
                users[binOf[row]] += shares[0][row];
                items[binOf[row]] += shares[1][row];
            }
        }
        double[] cells = new double[bins * bins];
        double total = 0;
        double inside = 0;
        int pairs = 0;
        for (EdgeSample sample : samples) {
            for (int i = 0; i < sample.size(); i++) {
                int user = sample.userLabels()[i];
                int item = sample.itemLabels()[i];
                // A row that has been left since the sample was drawn is in no bin.
                if (binOf[user] != NO_BIN && binOf[item] != NO_BIN) {
                    double weight = sample.weights()[i];
                    cells[binOf[user] * bins + binOf[item]] += weight;
                    total += weight;
                    inside += user == item ? weight : 0;
                    pairs++;
                }
            }
        }
        for (int i = 0; i < cells.length && total > 0; i++) {
            cells[i] /= total;
        }
        return new BlockPicture(bins, counts, users, items, cells, pairs, total == 0 ? 0 : inside / total);
    }

    /** The volumes of a side's rows as they are now, as shares of their sum. */
    private static double[] shares(ClusterVolumeTable volumes, Side side, int rows) {
        double[] shares = new double[rows];
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            shares[row] = Math.max(0, volumes.volume(side, row));
            sum += shares[row];
        }
        for (int row = 0; row < rows && sum > 0; row++) {
            shares[row] /= sum;
        }
        return shares;
    }

    /** Gives every row with volume a bin; returns how many bins have any. */
    private static int bins(double[][] shares, byte[] binOf) {
        double[] within = new double[CLASSES];
        double total = 0;
        for (int row = 0; row < binOf.length; row++) {
            double share = share(shares, row);
            within[classOf(share)] += share;
            total += share;
        }
        double[] reached = new double[CLASSES];
        for (int i = 1; i < CLASSES; i++) {
            reached[i] = reached[i - 1] + within[i - 1];
        }
        boolean[] used = new boolean[BINS];
        for (int row = 0; row < binOf.length; row++) {
            double share = share(shares, row);
            if (share == 0) {
                binOf[row] = NO_BIN;
                continue;
            }
            int of = classOf(share);
            double middle = (reached[of] + share / 2) / total;
            reached[of] += share;
            binOf[row] = (byte) Math.min(BINS - 1, (int) (middle * BINS));
            used[binOf[row]] = true;
        }
        return closeGaps(used, binOf);
    }

    private static int closeGaps(boolean[] used, byte[] binOf) {
        byte[] place = new byte[BINS];
        byte bins = 0;
        for (int bin = 0; bin < BINS; bin++) {
            place[bin] = bins;
            bins += (byte) (used[bin] ? 1 : 0);
        }
        for (int row = 0; row < binOf.length; row++) {
            binOf[row] = binOf[row] == NO_BIN ? NO_BIN : place[binOf[row]];
        }
        return bins;
    }

    private static double share(double[][] shares, int row) {
        return (shares[0][row] + shares[1][row]) / 2;
    }

    /** The largest volumes are in the lowest class. */
    private static int classOf(double share) {
        double doublings = share <= 0 ? CLASSES : -Math.log(share) / Math.log(2);
        return (int) Math.max(0, Math.min(CLASSES - 1, doublings * CLASSES_PER_DOUBLING));
    }
}
