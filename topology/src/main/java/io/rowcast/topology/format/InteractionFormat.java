// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.serde.InvalidInteractionException;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads interactions from records of a foreign form. An implementation has a public constructor without parameters; each task
 * has an object of its own, which one thread uses at a time.
 *
 * <p>The same record must always give the same interactions, whatever came before it: a record may be read again after a
 * failure, by another instance.
 */
public interface InteractionFormat extends AutoCloseable {
    /**
     * Called once, before anything else. Also called when settings are checked, on an object that is then closed, so nothing
     * may be connected to here.
     *
     * @param settings every setting that begins with {@code interactions.} or {@code schema.registry.}, and those of
     *     {@code interactions.format.options} by their own names
     * @throws org.apache.kafka.common.config.ConfigException naming the key, if it cannot be used like this
     */
    default void configure(Map<String, String> settings) {}

    /**
     * Decodes a record. All its interactions are applied, in this order, or none: ids, weights and times are checked after it.
     *
     * @param interactions takes from none to any number of them; a record that says nothing of interactions gives none
     * @throws InvalidInteractionException naming the field, if the record cannot be understood: it becomes a dead letter. So it
     *     does if any other exception is thrown
     * @throws FormatUnavailableException if something is missing that will come back: the instance stops, and the record is
     *     read again
     */
    void decode(EventRecord record, Consumer<Interaction> interactions) throws InvalidInteractionException;

    /** Called when the task is closed. */
    @Override
    default void close() {}
}
