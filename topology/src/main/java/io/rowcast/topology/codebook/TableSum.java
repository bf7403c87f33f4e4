// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.codebook;

import io.rowcast.topology.graph.Side;

/**
 * What a table, or a part of it, adds up to; sums of parts are the sum of the whole.
 *
 * @param users users that have a row
 * @param items items that have a row
 * @param userRows user rows that have members
 * @param itemRows item rows that have members
 * @param hash the content hash
 */
public record TableSum(long users, long items, long userRows, long itemRows, ContentHash hash) {
    public static final TableSum ZERO = new TableSum(0, 0, 0, 0, ContentHash.ZERO);

    /**
     * Checks it.
     *
     * @throws IllegalStateException if a number is below 0
     */
    public TableSum {
        if (users < 0 || items < 0 || userRows < 0 || itemRows < 0) {
            throw new IllegalStateException("a table cannot have " + users + " users, " + items + " items, " + userRows
                    + " user rows and " + itemRows + " item rows in use");
        }
    }

    public TableSum plus(TableSum other) {
        return new TableSum(
                users + other.users,
                items + other.items,
                userRows + other.userRows,
                itemRows + other.itemRows,
                hash.plus(other.hash));
    }

    /** With more or fewer vertices. */
    TableSum vertices(Side side, int change, ContentHash newHash) {
        return side == Side.USER
                ? new TableSum(users + change, items, userRows, itemRows, newHash)
                : new TableSum(users, items + change, userRows, itemRows, newHash);
    }

    /** With more or fewer rows in use. */
    TableSum rows(Side side, int change, ContentHash newHash) {
        return side == Side.USER
                ? new TableSum(users, items, userRows + change, itemRows, newHash)
                : new TableSum(users, items, userRows, itemRows + change, newHash);
    }
}
