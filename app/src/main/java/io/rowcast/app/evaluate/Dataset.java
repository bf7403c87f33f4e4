// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.graph.Side;
import java.util.List;
import java.util.Optional;

/**
 * What recommenders are trained and tested on.
 *
 * @param users ids of the users of all files; user u is the u-th
 * @param items likewise of items
 * @param train edges of the training file
 * @param validation edges of the validation file, if there is one, that are not in the training file
 * @param cold users who come after training, if there is a file of them
 * @param test edges of the test file that are in none of the others
 * @param alreadyKnown edges of the test file that are, and so cannot be recommended
 */
record Dataset(
        List<String> users,
        List<String> items,
        BipartiteGraph train,
        Optional<HeldOut> validation,
        Optional<ColdUsers> cold,
        HeldOut test,
        int alreadyKnown) {

    /** Whether a user comes after training. */
    boolean isCold(int user) {
        return cold.isPresent() && cold.get().contains(user);
    }

    /** Edges of a user in the training file. */
    int trainDegree(int user) {
        return user < train.vertices(Side.USER) ? train.degree(Side.USER, user) : 0;
    }

    /** Rows of the full table, a row for each user and item. */
    int fullRows() {
        return users.size() + items.size();
    }
}
