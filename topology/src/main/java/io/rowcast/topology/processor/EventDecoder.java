// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.format.EventRecord;
import io.rowcast.topology.format.FormatUnavailableException;
import io.rowcast.topology.format.InteractionFormat;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.serde.InteractionRules;
import io.rowcast.topology.serde.InvalidInteractionException;
import io.rowcast.topology.serde.StrictJson;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/** Reads records of a foreign format, which may do anything but stop the instance without saying that it means to. */
final class EventDecoder implements AutoCloseable {
    private final InteractionFormat format;

    EventDecoder(InteractionFormat format) {
        this.format = format;
    }

    /**
     * The interactions of a record, in order.
     *
     * @throws InvalidInteractionException if one of them cannot be applied, or the record cannot be understood
     */
    List<Interaction> decode(Record<byte[], byte[]> record) throws InvalidInteractionException {
        List<Interaction> interactions = new ArrayList<>(1);
        Headers headers = record.headers();
        EventRecord event = new EventRecord(
                record.key(), record.value(), name -> valueOf(headers.lastHeader(name)), record.timestamp());
        try {
            format.decode(event, interactions::add);
        } catch (InvalidInteractionException e) {
            throw new InvalidInteractionException(StrictJson.detail(e.getMessage()));
        } catch (FormatUnavailableException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new InvalidInteractionException("value: the format fails: " + StrictJson.detail(e.toString()));
        }
        for (Interaction interaction : interactions) {
            String problem =
                    interaction == null ? "value: the format fails: null" : InteractionRules.problemOf(interaction);
            if (problem != null) {
                throw new InvalidInteractionException(problem);
            }
        }
        return interactions;
    }

    private static byte[] valueOf(Header header) {
        return header == null ? null : header.value();
    }

    @Override
    public void close() {
        format.close();
    }
}
