// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.List;

/**
 * One trained table.
 *
 * @param label the mapping's name
 * @param seed the seed
 * @param userRows rows of the users' table
 * @param itemRows rows of the items' table
 * @param parameters floats that a deployment would have to keep
 * @param fullParameters floats of the full table
 * @param recall Recall@20 on the test edges
 * @param ndcg NDCG@20 on the test edges
 * @param validation Recall@20 on the validation edges at the best epoch; not a number without validation
 * @param epochs epochs trained
 * @param bestEpoch the epoch whose embeddings were tested
 * @param seconds time from the first epoch to the end of the test
 * @param cpuSeconds processor time of the whole process meanwhile
 * @param unmappedUsers users that the mapping does not name
 * @param unmappedItems likewise items
 * @param degrees recall by the degree of users, ascending
 * @param cold how users fare who come after training; empty without such users, and for a table without rows of the mapping
 */
public record EvaluationResult(
        String label,
        long seed,
        int userRows,
        int itemRows,
        long parameters,
        long fullParameters,
        double recall,
        double ndcg,
        double validation,
        int epochs,
        int bestEpoch,
        double seconds,
        double cpuSeconds,
        int unmappedUsers,
        int unmappedItems,
        List<DegreeResult> degrees,
        List<ColdResult> cold) {

    public EvaluationResult {
        degrees = List.copyOf(degrees);
        cold = List.copyOf(cold);
    }

    /** Parameters divided by those of the full table. */
    public double ratio() {
        return (double) parameters / fullParameters;
    }
}
