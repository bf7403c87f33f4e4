// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

/**
 * How well held-out items are ranked, as means over the users that have any; not a number without such users.
 *
 * @param recall items among the first {@value #CUT} divided by the smaller of {@value #CUT} and the user's held-out items
 * @param ndcg discounted gain (1 / log2(place + 1) of each hit, places from 1) divided by the largest possible
 * @param users users that counted
 */
record RankingScore(double recall, double ndcg, int users) {
    /** How many items are recommended. */
    static final int CUT = 20;

    private static final double LOG_2 = StrictMath.log(2);

    static double recallOf(int hits, int heldOut) {
        return (double) hits / Math.min(CUT, heldOut);
    }

    /** Gain of a hit at a place, from 1. */
    static double gain(int place) {
        return LOG_2 / StrictMath.log(place + 1.0);
    }

    /** The gain if the first places are all hits. */
    static double largestGain(int heldOut) {
        double sum = 0;
        for (int place = 1; place <= Math.min(CUT, heldOut); place++) {
            sum += gain(place);
        }
        return sum;
    }
}
