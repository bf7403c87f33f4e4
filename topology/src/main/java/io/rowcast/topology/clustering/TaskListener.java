// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import io.rowcast.topology.graph.Side;

/**
 * Is told what the tasks of an instance do, a few times a second at most and never for every event. Their threads call it, so
 * it must be quick and safe to be called by several at once.
 */
public interface TaskListener {
    TaskListener NONE = new TaskListener() {};

    /**
     * A task is about to commit what it has done since its last commit.
     *
     * @param firstEventMs timestamp of the first event since then, the one that has waited longest for this commit
     */
    default void committing(long firstEventMs) {}

    /**
     * An event has gone to the dead letters.
     *
     * @param reason begins with the field that is wrong, and a colon
     */
    default void rejected(String reason) {}

    /**
     * A task has swept a little further.
     *
     * @param visited vertices that the present sweep has looked at
     * @param vertices vertices of the task
     */
    default void swept(Side side, int partition, long visited, long vertices) {}

    /**
     * A task of a side begins here.
     *
     * @param moves its latest moves from now on
     */
    default void opened(Side side, int partition, RecentMoves moves) {}

    /** A task of a side has ended here; what it told of itself holds no more. */
    default void closed(Side side, int partition) {}

    /** A whole sweep of items is done, and this is a sample of their edges. */
    default void sampled(int partition, EdgeSample sample) {}
}
