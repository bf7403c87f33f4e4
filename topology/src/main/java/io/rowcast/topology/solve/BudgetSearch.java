// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import java.util.function.DoubleFunction;
import java.util.function.ToIntFunction;

/**
 * Looks for the resolution at which a method makes the most of a budget: that of the result with most rows of those within
 * it. The papers give a resolution for each of their data sets and budgets; for others it has to be found like this. More
 * resolution gives more rows, though not in every single step.
 */
final class BudgetSearch<T> {
    private static final int MOST_TRIALS = 40;

    /** Ends the search when this share of the budget is used. */
    private static final double CLOSE = 0.99;

    /** Ends the search when the resolution is known this well, as a factor. */
    private static final double NARROW = 1.005;

    private final int budget;
    private final DoubleFunction<T> method;
    private final ToIntFunction<T> rows;
    private T best;
    private int bestRows;

    /**
     * @param budget most rows of both tables together
     * @param method the result at a resolution
     * @param rows what a result takes of the budget
     */
    BudgetSearch(int budget, DoubleFunction<T> method, ToIntFunction<T> rows) {
        this.budget = budget;
        this.method = method;
        this.rows = rows;
    }

    /**
     * Searches.
     *
     * @param first resolution to begin with, &gt; 0
     * @return the result with most rows within the budget, the first of several; if there is none within it, the first with
     *     fewest rows
     */
    T from(double first) {
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double resolution = first;
        for (int trial = 0; trial < MOST_TRIALS && !close() && high > NARROW * low; trial++) {
            T result = method.apply(resolution);
            int taken = rows.applyAsInt(result);
            keepBetter(result, taken);
            if (taken <= budget) {
                low = resolution;
            } else {
                high = resolution;
            }
            resolution = next(low, high);
        }
        return best;
    }

    private static double next(double low, double high) {
        if (low == 0) {
            return high / 2;
        }
        return Double.isInfinite(high) ? low * 2 : Math.sqrt(low * high);
    }

    private boolean close() {
        return best != null && bestRows <= budget && bestRows >= CLOSE * budget;
    }

    private void keepBetter(T result, int taken) {
        boolean better = bestRows > budget ? taken < bestRows : taken <= budget && taken > bestRows;
        if (best == null || better) {
            best = result;
            bestRows = taken;
        }
    }
}
