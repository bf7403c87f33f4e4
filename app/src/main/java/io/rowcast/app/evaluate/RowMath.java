// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.Arrays;

/**
 * Arithmetic on rows of floats, in loops that the compiler turns into vector instructions. The order of all sums is fixed
 * by the arguments, so results are the same on every machine and however the rows are shared among threads.
 */
final class RowMath {
    private RowMath() {}

    /**
     * Sets {@code sum} to the sum of some rows of a source. Four rows are added at a time: the sum is then loaded and stored
     * once for four, which saves a third of the time.
     *
     * @param list row numbers, of which positions [from, to) count
     */
    static void sumRows(Matrix source, int[] list, int from, int to, float[] sum) {
        Arrays.fill(sum, 0);
        int i = from;
        for (; i + 4 <= to; i += 4) {
            float[] a = source.row(list[i]);
            float[] b = source.row(list[i + 1]);
            float[] c = source.row(list[i + 2]);
            float[] d = source.row(list[i + 3]);
            for (int k = 0; k < sum.length; k++) {
                sum[k] += (a[k] + b[k]) + (c[k] + d[k]);
            }
        }
        if (i + 2 <= to) {
            float[] a = source.row(list[i]);
            float[] b = source.row(list[i + 1]);
            for (int k = 0; k < sum.length; k++) {
                sum[k] += a[k] + b[k];
            }
            i += 2;
        }
        if (i < to) {
            float[] a = source.row(list[i]);
            for (int k = 0; k < sum.length; k++) {
                sum[k] += a[k];
            }
        }
    }

    /** Adds {@code factor} times a row to another. */
    static void addScaled(float[] source, float factor, float[] target) {
        for (int k = 0; k < target.length; k++) {
            target[k] += factor * source[k];
        }
    }

    /** Sets a row to {@code factor} times another. */
    static void scale(float[] source, float factor, float[] target) {
        for (int k = 0; k < target.length; k++) {
            target[k] = factor * source[k];
        }
    }

    /** Sets a row to the mean of two. */
    static void mean(float[] one, float[] two, float[] target) {
        for (int k = 0; k < target.length; k++) {
            target[k] = 0.5f * (one[k] + two[k]);
        }
    }

    /** The inner product of two rows. Four partial sums keep the processor from waiting for each addition. */
    static float dot(float[] left, float[] right) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int k = 0;
        for (; k + 4 <= left.length; k += 4) {
            a += left[k] * right[k];
            b += left[k + 1] * right[k + 1];
            c += left[k + 2] * right[k + 2];
            d += left[k + 3] * right[k + 3];
        }
        for (; k < left.length; k++) {
            a += left[k] * right[k];
        }
        return (a + b) + (c + d);
    }
}
