package io.rowcast.app.evaluate;

import io.rowcast.topology.batch.BipartiteGraph;
import java.util.List;

/**
 * What recommenders are trained and tested on.
 *
 * @param users ids of the users of both files; user u is the u-th
 * @param items likewise of items
 * @param train edges of the training file
 * @param test edges of the test file that are not in the training file
 * @param alreadyKnown edges of the test file that are, and so cannot be recommended
 */
record Dataset(List<String> users, List<String> items, BipartiteGraph train, HeldOut test, int alreadyKnown) {

    /** Rows of the full table, a row for each user and item. */
    int fullRows() {
        return users.size() + items.size();
    }
}
