// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

/**
 * How well users are served who come after training.
 *
 * @param label the mapping's name
 * @param seed the seed
 * @param rows where their rows come from
 * @param events first events of each user that are known; {@link #ALL} for all
 * @param users users ranked for
 * @param recall Recall@20 on their test edges
 * @param ndcg NDCG@20 on their test edges
 */
public record ColdResult(String label, long seed, Source rows, int events, int users, double recall, double ndcg) {
    /** All events of a user. */
    public static final int ALL = Integer.MAX_VALUE;

    /** Where the rows of a user come from who was not there in training. */
    public enum Source {
        /** What {@code POST /v1/assign} gives for the events that are known. */
        ASSIGNED,
        /** What it gives for all events of the user, known or not: as good as rows can be. */
        SETTLED,
        /** The row that the hash of its id falls on. */
        HASHED,
        /** The row with most volume of users. */
        POPULAR
    }
}
