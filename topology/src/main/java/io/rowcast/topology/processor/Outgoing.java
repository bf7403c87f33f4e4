// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

/**
 * What the user and item processors send, encoded; the record's key is that of the destination topic.
 *
 * @param to where it goes
 * @param value its value, {@code null} for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Outgoing(Destination to, byte[] value) {

    /** Where a record goes. */
    public enum Destination {
        ITEM_VOTES,
        ITEM_LABELS,
        ROW_USES,
        CLUSTER_VOLUMES,
        MAPPINGS,
        DEAD_LETTERS
    }
}
