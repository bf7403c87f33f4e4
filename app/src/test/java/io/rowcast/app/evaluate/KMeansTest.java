// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KMeansTest {
    private final Workers workers = new Workers(2);

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void shouldPutEachPointOnItsOwnWhenThereAreAsManyCentroids() {
        float[][] points = {{0, 0}, {5, 0}, {0, 7}};

        KMeans found = KMeans.of(points, 3, 2, new SplittableRandom(1), workers);

        for (int i = 0; i < points.length; i++) {
            assertThat(found.centroids()[found.nearest()[i]]).containsExactly(points[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldFindTheNearestAndComeCloserWithEachRound(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] points = new float[200][3];
        for (float[] point : points) {
            for (int k = 0; k < 3; k++) {
                point[k] = (float) random.nextGaussian();
            }
        }
        double before = Double.POSITIVE_INFINITY;
        for (int rounds = 0; rounds < 6; rounds++) {
            KMeans found = KMeans.of(points, 12, rounds, new SplittableRandom(seed), workers);
            double sum = 0;
            for (int i = 0; i < points.length; i++) {
                float[] point = points[i];
                double nearest = distance(point, found.centroids()[found.nearest()[i]]);
                assertThat(nearest)
                        .isLessThan(1e-5
                                + Arrays.stream(found.centroids())
                                        .mapToDouble(centroid -> distance(point, centroid))
                                        .min()
                                        .orElseThrow());
                sum += nearest;
            }
            assertThat(sum).isLessThan(before);
            before = sum;
        }
    }

    @Test
    void shouldTakeMoreCentroidsThanPoints() {
        KMeans found = KMeans.of(new float[][] {{1}, {3}}, 5, 3, new SplittableRandom(1), workers);

        assertThat(found.centroids()).hasDimensions(5, 1);
        assertThat(found.centroids()[found.nearest()[0]]).containsExactly(1);
        assertThat(found.centroids()[found.nearest()[1]]).containsExactly(3);
    }

    private static double distance(float[] one, float[] two) {
        double sum = 0;
        for (int k = 0; k < one.length; k++) {
            sum += Math.pow(one[k] - two[k], 2);
        }
        return sum;
    }
}
