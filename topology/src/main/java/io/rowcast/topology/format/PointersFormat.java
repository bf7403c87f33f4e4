// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.serde.InvalidInteractionException;
import java.util.Map;
import java.util.function.Consumer;

/** JSON of any shape; {@code interactions.pointer.*} say where its fields are. */
final class PointersFormat implements InteractionFormat {
    private FieldPointers pointers;

    @Override
    public void configure(Map<String, String> settings) {
        pointers = new FieldPointers(settings, FieldPointers.OWN);
    }

    @Override
    public void decode(EventRecord record, Consumer<Interaction> interactions) throws InvalidInteractionException {
        pointers.read(JsonTree.object("value", record.value()), Interaction.NO_TIMESTAMP, interactions);
    }
}
