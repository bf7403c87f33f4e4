// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import io.rowcast.topology.graph.UserVertex;
import it.unimi.dsi.fastutil.longs.Long2LongSortedMap;

/**
 * The items a task is forgetting. Each was named at a moment; edges that a user had at that moment are to be dropped, those
 * it gets later stay. So a user is brought up to date before an event is applied to it, and remembers up to which naming.
 *
 * @param items number of the naming by item; numbers ascend and are above 0
 * @param latest number of the latest naming there was
 */
public record ForgottenItems(Long2LongSortedMap items, long latest) {

    public boolean isEmpty() {
        return items.isEmpty();
    }

    /** Whether an edge of a user is to be dropped. */
    boolean drops(UserVertex user, int position) {
        return items.get(user.item(position)) > user.forgottenUpTo();
    }

    /** Whether any naming is newer than what was applied to a user. */
    boolean concerns(UserVertex user) {
        return !items.isEmpty() && user.forgottenUpTo() < latest;
    }

    /** Whether a user has an edge that is to be dropped. */
    public boolean dropsAny(UserVertex user) {
        if (concerns(user)) {
            for (int i = 0; i < user.size(); i++) {
                if (drops(user, i)) {
                    return true;
                }
            }
        }
        return false;
    }
}
