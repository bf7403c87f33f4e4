package io.rowcast.topology.processor;

import io.rowcast.topology.graph.Interaction;

/**
 * An event at the task that owns its user.
 *
 * @param interaction the event, or {@code null} if it cannot be applied
 * @param problem why it cannot be applied, or {@code null} if it can
 * @param raw the record value as it came in, for the dead-letter topic
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record UserEvent(Interaction interaction, String problem, byte[] raw) {}
