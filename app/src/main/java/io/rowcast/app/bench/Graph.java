// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import io.rowcast.topology.clustering.Statistics;

/**
 * The state of a deployment at the end of a phase; counters from its beginning. {@link Statistics} says what each means.
 */
record Graph(
        long events,
        long unchangedEvents,
        long deadLetters,
        long edges,
        long users,
        long items,
        int rows,
        int userRowsInUse,
        int itemRowsInUse,
        double insideEdgeShare,
        double objective,
        long moves,
        long mappingsPublished) {

    static Graph of(Statistics statistics) {
        return new Graph(
                statistics.events(),
                statistics.unchanged(),
                statistics.deadLetters(),
                statistics.edges(),
                statistics.users(),
                statistics.items(),
                statistics.rows(),
                statistics.userRows(),
                statistics.itemRows(),
                statistics.insideShare(),
                statistics.objective(),
                statistics.moves(),
                statistics.mappings());
    }
}
