// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * How well users of some degree are served.
 *
 * @param from smallest degree, as edges of the training file
 * @param to largest degree; {@link Integer#MAX_VALUE} without a limit
 * @param users users ranked for; without any, recall is not a number
 * @param recall Recall@20 on their test edges
 */
public record DegreeResult(int from, int to, int users, double recall) {
    private static final int[] BOUNDS = {0, 10, 20, 50, 100};

    static List<DegreeResult> of(UserScores scores, IntUnaryOperator degree) {
        List<DegreeResult> results = new ArrayList<>();
        for (int i = 0; i < BOUNDS.length; i++) {
            int from = BOUNDS[i];
            int to = i + 1 < BOUNDS.length ? BOUNDS[i + 1] - 1 : Integer.MAX_VALUE;
            RankingScore score = scores.mean(user -> degree.applyAsInt(user) >= from && degree.applyAsInt(user) <= to);
            results.add(new DegreeResult(from, to, score.users(), score.recall()));
        }
        return results;
    }

    /** The degrees, such as {@code 10-19}. */
    String degrees() {
        return to == Integer.MAX_VALUE ? from + "+" : from + "-" + to;
    }
}
