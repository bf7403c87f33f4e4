// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import java.util.BitSet;
import java.util.function.IntPredicate;

/** Which rows a task uses, as it told at its last commit, so that it tells only what is different at the next. */
public final class RowUsage {
    private final BitSet told = new BitSet();
    private final BitSet touched = new BitSet();

    /** Is told of rows in ascending order. */
    @FunctionalInterface
    public interface Change {
        void accept(int row, boolean used);
    }

    /** Begins with the rows that are used now, of which all has been told. */
    void restart(int rows, IntPredicate used) {
        told.clear();
        touched.clear();
        for (int row = 0; row < rows; row++) {
            if (used.test(row)) {
                told.set(row);
            }
        }
    }

    /** Notes that a row may have been taken or left. */
    void touch(int row) {
        touched.set(row);
    }

    /** Tells of the rows that are used now and were not the last time, or the other way round. */
    void tell(IntPredicate used, Change each) {
        for (int row = touched.nextSetBit(0); row >= 0; row = touched.nextSetBit(row + 1)) {
            boolean now = used.test(row);
            if (now != told.get(row)) {
                told.set(row, now);
                each.accept(row, now);
            }
        }
        touched.clear();
    }
}
