// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import io.rowcast.topology.graph.UserVertex;

/**
 * Which edges have expired: those that were last told of more than the retention ago, in event time. Times are in whole
 * seconds since the epoch.
 *
 * @param retention seconds for which an edge is kept, or 0 for ever
 * @param now the latest event time known; 0 if none is
 */
public record Expiry(long retention, long now) {
    public static final Expiry NONE = new Expiry(0, 0);

    /** Whether anything can have expired. */
    public boolean on() {
        return retention > 0 && now > 0;
    }

    /** Whether an event of a time says too little to be kept. */
    public boolean expired(long time) {
        return on() && time < now - retention;
    }

    boolean expired(UserVertex user, int position) {
        return user.timed() && expired(user.time(position));
    }
}
