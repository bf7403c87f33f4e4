// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.batch;

import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.clustering.SweepHysteresis;
import io.rowcast.topology.clustering.SweepPacing;
import io.rowcast.topology.graph.EdgeWeighting;
import io.rowcast.topology.graph.Side;
import it.unimi.dsi.fastutil.ints.IntArrays;

/**
 * Clusters a whole graph at once, for the same objective and with the same rows, hysteresis and premium as the live
 * algorithm. Two stages:
 *
 * <ol>
 *   <li>Every user begins with a label of its own, and items and users elect in turn until few move, as the batch methods
 *       do (BACO, arXiv 2604.18351; GraphHash, arXiv 2412.17245).
 *   <li>The K labels with most volume stay, the vertices of all others choose among them, and sweeps go on, users then
 *       items, until almost nothing moves.
 * </ol>
 *
 * <p>Where the first stage leaves fewer labels than there are rows, rows are filled for the sake of the premium alone, and
 * that start is poor. Two others are tried instead, and the better result counts: the first stage at a multiple of the
 * resolution that leaves enough labels, which the sweeps then take back by halves; and users by descending degree, each of
 * which may open a row.
 *
 * <p>One thread; the same graph always gives the same labels. Takes at most some 100 bytes a vertex beside
 * the graph. Instances keep no state between runs.
 */
public final class BatchClusterer {
    /** The label of a vertex without edges. */
    public static final int NO_LABEL = -1;

    /** Default limit of the sweeps of the second stage. */
    public static final int MAX_SWEEPS = 200;

    private static final int GROWING_SWEEPS = 10;
    private static final double GROWING_QUIET_SHARE = 0.01;
    private static final int MOST_TIMES_RESOLUTION = 64;

    private final ClusteringParameters parameters;
    private final double quietShare;
    private final int maxSweeps;

    /**
     * A clusterer that ends as the live algorithm does, when a sweep moves at most {@link SweepPacing#QUIET_SHARE} of the
     * vertices.
     *
     * @throws IllegalArgumentException if edge weights are to be summed: a batch knows distinct edges only
     */
    public BatchClusterer(ClusteringParameters parameters) {
        this(parameters, SweepPacing.QUIET_SHARE, MAX_SWEEPS);
    }

    /**
     * @param quietShare the run ends when a sweep moves at most this share of the vertices and leaves the premiums alone
     * @param maxSweeps most sweeps of the second stage, &gt;= 2
     * @throws IllegalArgumentException if edge weights are to be summed, or {@code maxSweeps} is below 2
     */
    public BatchClusterer(ClusteringParameters parameters, double quietShare, int maxSweeps) {
        if (parameters.edgeWeighting() != EdgeWeighting.SET) {
            throw new IllegalArgumentException("a batch knows distinct edges only, not " + parameters.edgeWeighting());
        }
        if (maxSweeps < 2) {
            throw new IllegalArgumentException("maxSweeps is " + maxSweeps + ", less than 2");
        }
        this.parameters = parameters;
        this.quietShare = quietShare;
        this.maxSweeps = maxSweeps;
    }

    /** Clusters a graph. */
    public BatchClustering cluster(BipartiteGraph graph) {
        Labelling grown = new Labelling(graph, parameters, graph.vertices(Side.USER));
        int fewer = Math.min(grown.users.vertices(), grown.items.vertices());
        int wanted = (int) ClusteringParameters.sharedRows(parameters.rows(), fewer);
        int sweeps = grow(grown, 1);
        if (grown.users.labelsInUse() >= wanted) {
            return settle(keepLargest(graph, grown), 1, sweeps);
        }
        int times = 1;
        while (times < MOST_TIMES_RESOLUTION && grown.users.labelsInUse() < wanted) {
            times *= 2;
            grown = new Labelling(graph, parameters, graph.vertices(Side.USER));
            sweeps += grow(grown, times);
        }
        BatchClustering one = settle(keepLargest(graph, grown), times / 2, sweeps);
        Labelling seeded = new Labelling(graph, parameters, parameters.rows());
        seeded.seed(resolution(seeded));
        BatchClustering two = settle(seeded, 1, one.sweeps() + 1);
        return one.objective() > two.objective() ? one.withSweeps(two.sweeps()) : two;
    }

    private BatchClustering settle(Labelling labelling, int timesResolution, int sweepsBefore) {
        int times = timesResolution;
        int vertices = labelling.users.vertices() + labelling.items.vertices();
        SweepHysteresis hysteresis = new SweepHysteresis();
        int sweeps = 0;
        boolean settled = false;
        while (sweeps < maxSweeps && !settled) {
            // In the first sweep a vertex whose neighbours have all lost their labels waits for them.
            boolean draws = sweeps > 0;
            double resolution = times * resolution(labelling);
            labelling.findFree();
            double bar = hysteresis.share() * parameters.hysteresis();
            int moved = labelling.sweep(Side.USER, resolution, bar, draws)
                    + labelling.sweep(Side.ITEM, resolution, bar, draws);
            boolean userPremiumRests = labelling.users.govern();
            boolean itemPremiumRests = labelling.items.govern();
            settled = draws
                    && times == 1
                    && userPremiumRests
                    && itemPremiumRests
                    && hysteresis.least()
                    && moved <= quietShare * vertices;
            hysteresis.sweepDone(moved, 0, vertices);
            times = Math.max(1, times / 2);
            sweeps++;
        }
        return labelling.result(resolution(labelling), sweepsBefore + sweeps, settled);
    }

    private int grow(Labelling labelling, int timesResolution) {
        double resolution = timesResolution * resolution(labelling);
        LabelledSide users = labelling.users;
        for (int user = 0; user < users.labels.length; user++) {
            if (users.weights[user] > 0) {
                users.assign(user, user);
            }
        }
        int vertices = users.vertices() + labelling.items.vertices();
        int moved = vertices;
        int sweeps = 0;
        while (sweeps < GROWING_SWEEPS && moved > GROWING_QUIET_SHARE * vertices) {
            // Without hysteresis, which would keep vertices of few edges in labels of their own.
            moved = labelling.sweep(Side.ITEM, resolution, 0, true) + labelling.sweep(Side.USER, resolution, 0, true);
            sweeps++;
        }
        return sweeps;
    }

    private Labelling keepLargest(BipartiteGraph graph, Labelling grown) {
        double[] size = new double[graph.vertices(Side.USER)];
        int[] ranked = new int[size.length];
        for (int label = 0; label < size.length; label++) {
            size[label] = (double) grown.users.volumes[label] * grown.items.volumes[label];
            ranked[label] = label;
        }
        IntArrays.mergeSort(ranked, (a, b) -> size[a] == size[b] ? a - b : Double.compare(size[b], size[a]));
        int[] row = new int[size.length];
        for (int rank = 0; rank < ranked.length; rank++) {
            row[ranked[rank]] = rank < parameters.rows() ? rank : NO_LABEL;
        }
        Labelling kept = new Labelling(graph, parameters, parameters.rows());
        relabel(grown.users, kept.users, row);
        relabel(grown.items, kept.items, row);
        return kept;
    }

    private double resolution(Labelling labelling) {
        return parameters.resolution(labelling.users.vertices(), labelling.items.vertices());
    }

    private static void relabel(LabelledSide from, LabelledSide to, int[] row) {
        for (int vertex = 0; vertex < from.labels.length; vertex++) {
            int label = from.labels[vertex];
            if (label != NO_LABEL && row[label] != NO_LABEL) {
                to.assign(vertex, row[label]);
            }
        }
    }
}
