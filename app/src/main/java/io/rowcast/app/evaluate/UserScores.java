// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.function.IntPredicate;

/**
 * How the rankings of users came out, each at the place of its user.
 *
 * @param users the users
 * @param recalls in [0, 1], see {@link RankingScore}
 * @param ndcgs in [0, 1]
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record UserScores(int[] users, double[] recalls, double[] ndcgs) {

    RankingScore mean() {
        return mean(user -> true);
    }

    /** Over some of the users. */
    RankingScore mean(IntPredicate which) {
        double recall = 0;
        double ndcg = 0;
        int count = 0;
        for (int i = 0; i < users.length; i++) {
            if (which.test(users[i])) {
                recall += recalls[i];
                ndcg += ndcgs[i];
                count++;
            }
        }
        return new RankingScore(recall / count, ndcg / count, count);
    }
}
