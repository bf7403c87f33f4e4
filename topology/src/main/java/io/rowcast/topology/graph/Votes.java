// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.graph;

/**
 * What a user tells items about its label: the edges to {@code items} count for {@code to} from now on, and no longer
 * for {@code from}. A new edge has no {@code from}, a removed edge has no {@code to}, a user that changed label has both.
 *
 * @param from the label that loses the votes, or {@link UserVertex#NO_LABEL}
 * @param to the label that gains them, or {@link UserVertex#NO_LABEL}
 * @param id original id of the item when there is just one and it may be new to its task, else {@code null}
 * @param items item hashes
 * @param weights weight of each edge in edge-weight units, or {@code null} when all weigh 1
 */
@SuppressWarnings("ArrayRecordComponent") // internal messages are never compared
public record Votes(int from, int to, String id, long[] items, long[] weights) {

    /** The weight of an edge. */
    public long weight(int position) {
        return weights == null ? 1 : weights[position];
    }
}
