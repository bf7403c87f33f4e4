// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;

/**
 * Users who come after training.
 *
 * @param users their numbers, ascending
 * @param items the distinct items of each, in the order in which they came
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ColdUsers(int[] users, int[][] items) {

    boolean contains(int user) {
        return Arrays.binarySearch(users, user) >= 0;
    }

    /**
     * Their edges.
     *
     * @param events of each user its first so many, or all where it has fewer
     * @param userCount users of all
     */
    HeldOut first(int events, int userCount) {
        IntArrayList edgeUsers = new IntArrayList();
        IntArrayList edgeItems = new IntArrayList();
        for (int i = 0; i < users.length; i++) {
            for (int event = 0; event < Math.min(events, items[i].length); event++) {
                edgeUsers.add(users[i]);
                edgeItems.add(items[i][event]);
            }
        }
        return HeldOut.of(userCount, edgeUsers, edgeItems);
    }
}
