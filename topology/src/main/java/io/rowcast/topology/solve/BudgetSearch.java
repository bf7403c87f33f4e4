package io.rowcast.topology.solve;

import java.util.function.DoubleFunction;

/**
 * Looks for the resolution at which a method makes the most of a budget: that of the solution with most rows of those within
 * it. The papers give a resolution for each of their data sets and budgets; for others it has to be found like this. More
 * resolution gives more rows, though not in every single step.
 */
final class BudgetSearch {
    private static final int MOST_TRIALS = 40;

    /** Ends the search when this share of the budget is used. */
    private static final double CLOSE = 0.995;

    /** Ends the search when the resolution is known this well, as a factor. */
    private static final double NARROW = 1.002;

    private final int budget;
    private final DoubleFunction<Solution> method;
    private Solution best;

    /** @param budget most rows of both tables together */
    BudgetSearch(int budget, DoubleFunction<Solution> method) {
        this.budget = budget;
        this.method = method;
    }

    /**
     * Searches.
     *
     * @param first resolution to begin with, &gt; 0
     * @return the solution with most rows within the budget, the first of several; if there is none within it, the one with
     *     fewest rows
     */
    Solution from(double first) {
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double resolution = first;
        for (int trial = 0; trial < MOST_TRIALS && !close() && high > NARROW * low; trial++) {
            Solution solution = method.apply(resolution);
            keepBetter(solution);
            if (solution.tables() <= budget) {
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
        return best != null && best.tables() <= budget && best.tables() >= CLOSE * budget;
    }

    private void keepBetter(Solution solution) {
        boolean fits = solution.tables() <= budget;
        boolean bestFits = best != null && best.tables() <= budget;
        boolean better = fits ? !bestFits || solution.tables() > best.tables() : !bestFits;
        if (best == null || (better && (fits || solution.tables() < best.tables()))) {
            best = solution;
        }
    }
}
