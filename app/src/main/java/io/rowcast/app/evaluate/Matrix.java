// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.Arrays;

/**
 * Floats in rows of equal width. Each row is an array of its own: the compiler makes vector instructions of a loop only if
 * all its accesses have the same distance from their arrays' beginning, which rows within one long array have not.
 *
 * @param width floats of a row, &gt;= 1
 * @param values the rows
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Matrix(int width, float[][] values) {

    static Matrix zeros(int rows, int width) {
        return new Matrix(width, new float[rows][width]);
    }

    int rows() {
        return values.length;
    }

    float[] row(int row) {
        return values[row];
    }

    Matrix copy() {
        return new Matrix(width, Arrays.stream(values).map(float[]::clone).toArray(float[][]::new));
    }
}
