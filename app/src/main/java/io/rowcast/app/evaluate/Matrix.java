package io.rowcast.app.evaluate;

import java.util.Arrays;

/**
 * Floats in rows of equal width, row after row.
 *
 * @param rows number of rows, &gt;= 0
 * @param width floats of a row, &gt;= 1
 * @param values the floats; row r begins at r * width
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Matrix(int rows, int width, float[] values) {

    /**
     * A matrix of zeros.
     *
     * @throws ArithmeticException if it has more floats than an array can hold
     */
    static Matrix zeros(int rows, int width) {
        return new Matrix(rows, width, new float[Math.multiplyExact(rows, width)]);
    }

    /** Where a row begins in {@link #values()}. */
    int at(int row) {
        return row * width;
    }

    void clearRow(int row) {
        Arrays.fill(values, at(row), at(row) + width, 0);
    }

    Matrix copy() {
        return new Matrix(rows, width, values.clone());
    }
}
