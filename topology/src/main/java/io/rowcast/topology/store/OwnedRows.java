// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

/** The rows whose generations one partition decides: row mod partitions. It numbers them from 0 on. */
public final class OwnedRows {
    private OwnedRows() {}

    /** The most rows that one partition has. */
    public static int count(int rows, int partitions) {
        return (rows + partitions - 1) / partitions;
    }

    /** The partition that decides a row's generation. */
    public static int owner(int row, int partitions) {
        return row % partitions;
    }

    /** The number of a row in its partition. */
    public static int number(int row, int partitions) {
        return row / partitions;
    }

    /** The row of a number, which may be beyond K for the last one. */
    public static int row(int number, int partition, int partitions) {
        return number * partitions + partition;
    }
}
