// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Items kept from training, by user.
 *
 * @param offsets where the items of a user begin; one more than there are users
 * @param items item numbers, ascending within a user
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HeldOut(int[] offsets, int[] items) {

    /** The distinct ones of some edges, given as pairs at the same position. */
    static HeldOut of(int users, IntArrayList edgeUsers, IntArrayList edgeItems) {
        IntArrayList[] lists = new IntArrayList[users];
        for (int i = 0; i < edgeUsers.size(); i++) {
            int user = edgeUsers.getInt(i);
            if (lists[user] == null) {
                lists[user] = new IntArrayList(4);
            }
            lists[user].add(edgeItems.getInt(i));
        }
        int[] offsets = new int[users + 1];
        IntArrayList items = new IntArrayList(edgeItems.size());
        for (int user = 0; user < users; user++) {
            if (lists[user] != null) {
                Arrays.stream(lists[user].toIntArray()).sorted().distinct().forEach(items::add);
            }
            offsets[user + 1] = items.size();
        }
        return new HeldOut(offsets, items.toIntArray());
    }

    static HeldOut none(int users) {
        return new HeldOut(new int[users + 1], new int[0]);
    }

    int count(int user) {
        return offsets[user + 1] - offsets[user];
    }

    /** Whether a user has any; false for one who came later. */
    boolean has(int user) {
        return user + 1 < offsets.length && count(user) > 0;
    }

    boolean contains(int user, int item) {
        return user + 1 < offsets.length && Arrays.binarySearch(items, offsets[user], offsets[user + 1], item) >= 0;
    }

    /** The users that have any. */
    int[] users() {
        return users(user -> true);
    }

    /** Those of the users that have any. */
    int[] users(IntPredicate wanted) {
        IntArrayList users = new IntArrayList();
        for (int user = 0; user + 1 < offsets.length; user++) {
            if (count(user) > 0 && wanted.test(user)) {
                users.add(user);
            }
        }
        return users.toIntArray();
    }
}
