// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.serde.InteractionProto;
import io.rowcast.topology.serde.InvalidInteractionException;
import io.rowcast.topology.serde.SchemaFraming;
import java.util.function.Consumer;

/**
 * The message {@code Interaction} of {@code Interaction.proto} behind the framing of a schema registry. Fields are told by
 * their numbers, so no registry is asked: whatever the schema id, the first message of the schema must be that one.
 */
final class ProtobufFormat implements InteractionFormat {
    @Override
    public void decode(EventRecord record, Consumer<Interaction> interactions) throws InvalidInteractionException {
        byte[] value = record.value();
        if (value == null) {
            throw new InvalidInteractionException("value: is null");
        }
        if (SchemaFraming.idOf(value) < 0) {
            throw new InvalidInteractionException("value: does not begin with a schema id");
        }
        int from = SchemaFraming.firstMessage(value);
        if (from < 0) {
            throw new InvalidInteractionException("value: is not the first message of its schema");
        }
        interactions.accept(InteractionProto.decode(value, from));
    }
}
