// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

/** What a task counts, in the order in which it is stored: append only. */
public enum Counter {
    /** Vertices with an edge. */
    VERTICES,
    /** Distinct edges; user side only. */
    EDGES,
    /** Summed weight of the edges, in edge-weight units. */
    EDGE_WEIGHT,
    /** Summed weight of the edges inside clusters, in edge-weight units; item side only. */
    INSIDE_WEIGHT,
    /** Events applied, or found to change nothing; user side only. */
    EVENTS,
    /** Events that changed nothing; user side only. */
    UNCHANGED,
    /** Events sent to the dead-letter topic; user side only. */
    DEAD_LETTERS,
    /** Times a vertex changed from one label to another. */
    MOVES,
    /** Mappings of vertices published. */
    MAPPINGS,
    /** Whole sweeps that moved a vertex; others leave no trace, so that where nothing happens nothing is written. */
    SWEEPS,
    /** Edges dropped because their user had too many; user side only. */
    EVICTED,
    /** Votes sent to items (user side), or counted (item side): what differs is on its way. */
    VOTES,
    /** The step of the premiums under which the last whole sweep was done. */
    PREMIUM_STEP,
    /** Times an item was named to be forgotten; user side only. */
    NAMINGS,
    /** The latest event time, in seconds since the epoch; user side, where edges expire. */
    EVENT_TIME,
    /** Edges dropped because they had expired; user side only. */
    EXPIRED,
    /** Times a vertex that had rows got others, primary or secondary. */
    CHANGES,
    /** Of these, how often it got rows back that it had left less than a minute before: at least so many. */
    RETURNS,
    /** Moves that the last whole sweep had to leave to later ones, as the budget of moves was spent. */
    WAITING,
    /**
     * The generations of all rows of the side, added up, under which every vertex of the task is known to have been
     * published: what differs from the present sum is on its way.
     */
    GENERATIONS
}
