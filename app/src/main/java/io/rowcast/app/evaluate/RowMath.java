package io.rowcast.app.evaluate;

import java.util.Arrays;

/**
 * Arithmetic on rows of floats, in loops that the compiler turns into vector instructions. The order of all sums is fixed
 * by the arguments, so results are the same on every machine and however the rows are shared among threads.
 */
final class RowMath {
    private RowMath() {}

    /**
     * Sets {@code sum} to the sum of some rows of a source. Four rows are added at a time: the sum then is loaded and stored
     * once for four, which halves the time.
     *
     * @param list row numbers, of which positions [from, to) count
     * @param sum at least {@code width} floats
     */
    static void sumRows(float[] source, int width, int[] list, int from, int to, float[] sum) {
        Arrays.fill(sum, 0, width, 0);
        int i = from;
        for (; i + 4 <= to; i += 4) {
            int a = list[i] * width;
            int b = list[i + 1] * width;
            int c = list[i + 2] * width;
            int d = list[i + 3] * width;
            for (int k = 0; k < width; k++) {
                sum[k] += (source[a + k] + source[b + k]) + (source[c + k] + source[d + k]);
            }
        }
        for (; i < to; i++) {
            int a = list[i] * width;
            for (int k = 0; k < width; k++) {
                sum[k] += source[a + k];
            }
        }
    }

    /** Adds {@code factor} times a row to another. */
    static void addScaled(float[] source, int from, float factor, float[] target, int at, int width) {
        for (int k = 0; k < width; k++) {
            target[at + k] += factor * source[from + k];
        }
    }

    /** Sets a row to {@code factor} times another. */
    static void scale(float[] source, int from, float factor, float[] target, int at, int width) {
        for (int k = 0; k < width; k++) {
            target[at + k] = factor * source[from + k];
        }
    }

    /** The inner product of two rows. Four partial sums keep the processor from waiting for each addition. */
    static float dot(float[] left, int leftAt, float[] right, int rightAt, int width) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int k = 0;
        for (; k + 4 <= width; k += 4) {
            a += left[leftAt + k] * right[rightAt + k];
            b += left[leftAt + k + 1] * right[rightAt + k + 1];
            c += left[leftAt + k + 2] * right[rightAt + k + 2];
            d += left[leftAt + k + 3] * right[rightAt + k + 3];
        }
        for (; k < width; k++) {
            a += left[leftAt + k] * right[rightAt + k];
        }
        return (a + b) + (c + d);
    }
}
