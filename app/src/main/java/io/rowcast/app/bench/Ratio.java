// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * One rate over another.
 *
 * @param ofMedians the ratio of the medians
 * @param min smallest ratio of two neighbours in the same round
 * @param max largest one
 */
record Ratio(double ofMedians, double min, double max) {

    /**
     * @param rates of what is compared, by round
     * @param base of what it is compared with, by round; as many
     */
    static Ratio of(List<Double> rates, List<Double> base) {
        if (rates.size() != base.size()) {
            throw new IllegalArgumentException(rates.size() + " rounds against " + base.size());
        }
        List<Double> byRound = new ArrayList<>();
        for (int round = 0; round < rates.size(); round++) {
            byRound.add(rates.get(round) / base.get(round));
        }
        Spread range = Spread.of(byRound);
        return new Ratio(Spread.of(rates).median() / Spread.of(base).median(), range.min(), range.max());
    }
}
