// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import io.rowcast.topology.graph.Side;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One column of CCE: some components of every embedding, each the sum of a row of clusters and a row picked at random.
 */
final class CceColumn {
    private static final int ROUNDS = 10;

    private final int at;
    private final int users;
    private final int rows;
    private final SplittableRandom random;
    private final Workers workers;
    private final Parameters clusters;
    private final Parameters hashed;
    private final int[] clusterOf;
    private final int[] hashOf;
    private RowMembers clusterMembers;
    private RowMembers hashMembers;

    /**
     * @param at first component of the column
     * @param width its components
     * @param rows rows of each of the two tables of each side
     */
    CceColumn(int at, int width, int users, int items, int rows, SplittableRandom random, Workers workers) {
        this.at = at;
        this.users = users;
        this.rows = rows;
        this.random = random;
        this.workers = workers;
        // The sum of two varies as much as a row of other tables does.
        double deviation = TiedTable.INITIAL_DEVIATION / Math.sqrt(2);
        this.clusters = Parameters.normal(2 * rows, width, deviation, random);
        this.hashed = Parameters.normal(2 * rows, width, deviation, random);
        this.clusterOf = new int[users + items];
        this.hashOf = new int[users + items];
        pickRows(clusterOf);
        pickRows(hashOf);
        this.clusterMembers = RowMembers.of(clusterOf, 2 * rows);
        this.hashMembers = RowMembers.of(hashOf, 2 * rows);
    }

    Parameters clusters() {
        return clusters;
    }

    Parameters hashed() {
        return hashed;
    }

    private void pickRows(int[] rowOf) {
        for (int vertex = 0; vertex < rowOf.length; vertex++) {
            rowOf[vertex] = (vertex < users ? 0 : rows) + random.nextInt(rows);
        }
    }

    void compose(int vertex, float[] into) {
        float[] one = clusters.values().row(clusterOf[vertex]);
        float[] two = hashed.values().row(hashOf[vertex]);
        for (int k = 0; k < one.length; k++) {
            into[at + k] = one[k] + two[k];
        }
    }

    void learn(Matrix gradient, Optimizer optimizer) {
        clusters.step(workers, optimizer, (row, into) -> clusterMembers.gradient(row, gradient, at, into));
        hashed.step(workers, optimizer, (row, into) -> hashMembers.gradient(row, gradient, at, into));
    }

    /**
     * Clusters the present vectors of each side anew (algorithm 3 of the paper): the centroids become the rows of clusters,
     * the other rows are dealt out anew and begin with the mean of what the centroids leave over.
     */
    void recluster() {
        int width = clusters.values().width();
        float[][] vectors = new float[clusterOf.length][width];
        for (int vertex = 0; vertex < vectors.length; vertex++) {
            float[] one = clusters.values().row(clusterOf[vertex]);
            float[] two = hashed.values().row(hashOf[vertex]);
            for (int k = 0; k < width; k++) {
                vectors[vertex][k] = one[k] + two[k];
            }
        }
        for (Side side : Side.values()) {
            recluster(vectors, side);
        }
        pickRows(hashOf);
        clusterMembers = RowMembers.of(clusterOf, 2 * rows);
        hashMembers = RowMembers.of(hashOf, 2 * rows);
        beginWithRemainders(new Matrix(width, vectors));
        clusters.forgetMoments();
        hashed.forgetMoments();
    }

    private void recluster(float[][] vectors, Side side) {
        int from = side == Side.USER ? 0 : users;
        int to = side == Side.USER ? users : vectors.length;
        int firstRow = side == Side.USER ? 0 : rows;
        if (from == to) {
            return;
        }
        float[][] points = Arrays.copyOfRange(vectors, from, to);
        KMeans found = KMeans.of(points, rows, ROUNDS, random.split(), workers);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(found.centroids()[row], 0, clusters.values().row(firstRow + row), 0, points[0].length);
        }
        for (int vertex = from; vertex < to; vertex++) {
            clusterOf[vertex] = firstRow + found.nearest()[vertex - from];
            RowMath.addScaled(clusters.values().row(clusterOf[vertex]), -1, vectors[vertex]);
        }
    }

    private void beginWithRemainders(Matrix remainders) {
        for (int row = 0; row < 2 * rows; row++) {
            hashMembers.gradient(row, remainders, 0, hashed.values().row(row));
            float[] values = hashed.values().row(row);
            RowMath.scale(values, 1f / Math.max(1, hashMembers.count(row)), values);
        }
    }
}
