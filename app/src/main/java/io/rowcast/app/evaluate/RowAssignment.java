// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import io.rowcast.topology.codebook.Mapping;
import java.util.Arrays;

/**
 * The rows of every vertex, users first, then items, in one numbering of rows, those of users first.
 *
 * @param primary row of each vertex, in [0, rows)
 * @param secondary second row of each vertex, in [0, rows), or {@link Mapping#NO_ROW}
 * @param userRows rows of the users' table
 * @param itemRows rows of the items' table
 * @param unmappedUsers users that the mapping does not name, given a hashed row
 * @param unmappedItems likewise items
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RowAssignment(int[] primary, int[] secondary, int userRows, int itemRows, int unmappedUsers, int unmappedItems) {

    /** A row for each vertex. */
    static RowAssignment full(int users, int items) {
        int[] primary = new int[users + items];
        Arrays.setAll(primary, vertex -> vertex);
        int[] secondary = new int[primary.length];
        Arrays.fill(secondary, Mapping.NO_ROW);
        return new RowAssignment(primary, secondary, users, items, 0, 0);
    }

    /** Rows of both tables. */
    int rows() {
        return userRows + itemRows;
    }
}
