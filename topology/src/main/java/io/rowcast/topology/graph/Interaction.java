// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.graph;

/**
 * One interaction event, valid by construction.
 *
 * @param op what to do with the edge or vertex
 * @param user user id; {@code null} only when an item is forgotten
 * @param item item id; {@code null} only when a user is forgotten
 * @param weight weight of the edge, in (0, {@link #MAX_WEIGHT}]; only used where edge weights are summed
 * @param timestamp event time in milliseconds since the epoch, or {@link #NO_TIMESTAMP}
 */
public record Interaction(Op op, String user, String item, double weight, long timestamp) {

    /** Longest accepted id in UTF-8 bytes. */
    public static final int MAX_ID_BYTES = 512;

    /** Largest accepted weight of one event. */
    public static final double MAX_WEIGHT = 1_000_000;

    public static final long NO_TIMESTAMP = -1;

    /** The operations of an event; the lower-case name is the word used in JSON. */
    public enum Op {
        /** Adds an edge, or adds weight to it where weights are summed. */
        ADD,
        /** Removes an edge. */
        REMOVE,
        /** Removes a user or an item with all its edges. */
        FORGET
    }

    public static Interaction add(String user, String item) {
        return new Interaction(Op.ADD, user, item, 1, NO_TIMESTAMP);
    }

    public static Interaction remove(String user, String item) {
        return new Interaction(Op.REMOVE, user, item, 1, NO_TIMESTAMP);
    }

    public static Interaction forgetUser(String user) {
        return new Interaction(Op.FORGET, user, null, 1, NO_TIMESTAMP);
    }

    public static Interaction forgetItem(String item) {
        return new Interaction(Op.FORGET, null, item, 1, NO_TIMESTAMP);
    }
}
