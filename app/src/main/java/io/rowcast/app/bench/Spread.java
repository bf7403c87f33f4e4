// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import java.util.Arrays;
import java.util.Collection;

/** Median and range of repeated measurements; not a number where nothing could be measured. */
record Spread(double median, double min, double max) {

    /**
     * Of two or any even number in the middle, the median is the mean.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Spread of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("there is no median of nothing");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (Arrays.stream(sorted).anyMatch(Double::isNaN)) {
            return new Spread(Double.NaN, Double.NaN, Double.NaN);
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
