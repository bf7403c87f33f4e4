// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.codebook;

/**
 * Decides the generations of some rows of one side: told of each task that takes a row into use and each that leaves it,
 * a row has a generation one higher whenever the last task leaves it. Exact, as long as it is told of every one in some
 * order in which they may have happened. Not thread-safe.
 */
public final class RowGenerations {
    private static final int TASK_BITS = 20;
    private static final int MAX_TASKS = (1 << TASK_BITS) - 1;

    private final long[] packed;

    /**
     * Rows that never had members.
     *
     * @param rows number of rows
     */
    public RowGenerations(int rows) {
        packed = new long[rows];
    }

    /**
     * All rows, to be stored and restored: the generation and, in the lowest 20 bits, the tasks that use the row; 0 for a
     * row that never had members.
     */
    public long[] packed() {
        return packed;
    }

    /** The generation out of a row's packed form. */
    public static int generation(long row) {
        return (int) (row >>> TASK_BITS);
    }

    /** The number of tasks that use a row, out of its packed form. */
    public static int tasks(long row) {
        return (int) row & MAX_TASKS;
    }

    /** Whether a packed form is one. */
    public static boolean valid(long row) {
        return row >>> TASK_BITS <= Integer.MAX_VALUE;
    }

    /**
     * One more task uses a row.
     *
     * @throws IllegalStateException if there were 2^20 - 1 already
     */
    public void take(int row) {
        if (tasks(packed[row]) == MAX_TASKS) {
            throw new IllegalStateException("more than " + MAX_TASKS + " tasks use a row");
        }
        packed[row]++;
    }

    /**
     * A task uses a row no longer.
     *
     * @throws IllegalStateException if none did
     */
    public void leave(int row) {
        if (tasks(packed[row]) == 0) {
            throw new IllegalStateException("a task leaves a row that none uses");
        }
        packed[row]--;
        if (tasks(packed[row]) == 0) {
            packed[row] += 1L << TASK_BITS;
        }
    }
}
