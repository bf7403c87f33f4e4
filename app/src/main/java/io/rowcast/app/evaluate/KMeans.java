// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Lloyd's k-means from randomly chosen points.
 *
 * @param centroids k points; each the mean of the points it was nearest to in the last round
 * @param nearest the centroid nearest to each point, the lower one of equals
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KMeans(float[][] centroids, int[] nearest) {

    /**
     * Clusters points. A centroid that no point is nearest to moves to a point drawn at random.
     *
     * @param points at least one, all as long
     * @param k number of centroids, &gt;= 1; those beyond the number of points stay equal to some of them
     * @param rounds times that centroids are moved, &gt;= 0
     */
    static KMeans of(float[][] points, int k, int rounds, SplittableRandom random, Workers workers) {
        float[][] centroids = start(points, k, random);
        int[] nearest = assign(points, centroids, workers);
        for (int round = 0; round < rounds; round++) {
            move(points, nearest, centroids, random);
            nearest = assign(points, centroids, workers);
        }
        return new KMeans(centroids, nearest);
    }

    private static float[][] start(float[][] points, int k, SplittableRandom random) {
        int[] order = new int[points.length];
        Arrays.setAll(order, i -> i);
        float[][] centroids = new float[k][];
        for (int c = 0; c < k; c++) {
            int i = c % points.length;
            int j = c < points.length ? i + random.nextInt(points.length - i) : i;
            int point = order[j];
            order[j] = order[i];
            order[i] = point;
            centroids[c] = points[point].clone();
        }
        return centroids;
    }

    private static void move(float[][] points, int[] nearest, float[][] centroids, SplittableRandom random) {
        int[] counts = new int[centroids.length];
        for (float[] centroid : centroids) {
            Arrays.fill(centroid, 0);
        }
        for (int i = 0; i < points.length; i++) {
            counts[nearest[i]]++;
            RowMath.addScaled(points[i], 1, centroids[nearest[i]]);
        }
        for (int c = 0; c < centroids.length; c++) {
            if (counts[c] == 0) {
                centroids[c] = points[random.nextInt(points.length)].clone();
            } else {
                RowMath.scale(centroids[c], 1f / counts[c], centroids[c]);
            }
        }
    }

    /** Half the squared distance less half the point's squared norm, for all centroids at once, component by component. */
    private static int[] assign(float[][] points, float[][] centroids, Workers workers) {
        int width = points[0].length;
        float[][] components = new float[width][centroids.length];
        float[] halfNorms = new float[centroids.length];
        for (int c = 0; c < centroids.length; c++) {
            halfNorms[c] = RowMath.dot(centroids[c], centroids[c]) / 2;
            for (int k = 0; k < width; k++) {
                components[k][c] = centroids[c][k];
            }
        }
        int[] nearest = new int[points.length];
        workers.overRows(points.length, (from, to) -> {
            float[] distances = new float[centroids.length];
            for (int i = from; i < to; i++) {
                System.arraycopy(halfNorms, 0, distances, 0, distances.length);
                for (int k = 0; k < width; k++) {
                    RowMath.addScaled(components[k], -points[i][k], distances);
                }
                nearest[i] = smallest(distances);
            }
        });
        return nearest;
    }

    private static int smallest(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] < values[best]) {
                best = i;
            }
        }
        return best;
    }
}
