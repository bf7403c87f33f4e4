// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.serde.InteractionJson;

/**
 * An event at the task that owns its user.
 *
 * @param interaction the event, or {@code null} if it cannot be applied or there is nothing to apply
 * @param problem why it cannot be applied, or {@code null} if it can
 * @param raw the record value as it came in, for the dead-letter topic; {@code null} of an interaction that is one of those
 *     of a record of a foreign format
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record UserEvent(Interaction interaction, String problem, byte[] raw) {
    /** A record that says nothing of interactions. */
    static final UserEvent NOTHING = new UserEvent(null, null, null);

    /** An interaction that a foreign format has read. */
    static UserEvent foreign(Interaction interaction) {
        return new UserEvent(interaction, null, null);
    }

    boolean isForeign() {
        return interaction != null && raw == null;
    }

    /** The value that it is sent on with, or dead-lettered: as it came in, but Rowcast's own JSON for a foreign one. */
    public byte[] value() {
        return isForeign() ? InteractionJson.encode(interaction) : raw;
    }
}
