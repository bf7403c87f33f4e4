// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.format.InteractionFormat;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.serde.InteractionJson;
import io.rowcast.topology.serde.InvalidInteractionException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Decodes events and finds the partition of their user. An event that is already there, because it was keyed by its user,
 * goes straight on; any other is addressed to its partition. The event that forgets an item is addressed to all of them,
 * as any user may have an edge to it. A record of a foreign format is all of its interactions, each routed as Rowcast's own
 * JSON, or one bad event.
 */
public final class InteractionRouter implements Processor<byte[], byte[], byte[], InteractionRouter.Routed> {
    private static final int MAX_SENT_ON_BYTES = 16 << 10;

    /** How far an event's time may be ahead of its record's: one far ahead would have every edge expire. */
    private static final long MAX_AHEAD_MS = 86_400_000;

    private static final String AHEAD = "timestamp: is more than a day ahead of the record's own";

    private final int partitions;
    private final Supplier<InteractionFormat> format;
    private EventDecoder foreign;
    private ProcessorContext<byte[], Routed> context;

    /**
     * A decoded event.
     *
     * @param here whether it is in its user's partition; if not, its key is a {@link PartitionKey}
     */
    public record Routed(boolean here, UserEvent event) {}

    /**
     * @param format makes what events are decoded by; {@code null} where they are Rowcast's own JSON
     */
    public InteractionRouter(int partitions, Supplier<InteractionFormat> format) {
        this.partitions = partitions;
        this.format = format;
    }

    @Override
    public void init(ProcessorContext<byte[], Routed> processorContext) {
        context = processorContext;
        foreign = format == null ? null : new EventDecoder(format.get());
    }

    @Override
    public void close() {
        if (foreign != null) {
            foreign.close();
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (foreign != null && !Origin.isOwnJson(record.headers())) {
            processForeign(record);
            return;
        }
        UserEvent event = refuseAhead(decode(record.value()), record.timestamp());
        if (event.problem() != null) {
            stay(record, event);
        } else {
            route(record, event);
        }
    }

    private void processForeign(Record<byte[], byte[]> record) {
        List<Interaction> interactions;
        try {
            interactions = foreign.decode(record);
        } catch (InvalidInteractionException e) {
            stay(record, new UserEvent(null, e.getMessage(), record.value()));
            return;
        }
        for (Interaction interaction : interactions) {
            if (isAhead(interaction, record.timestamp())) {
                stay(record, new UserEvent(null, AHEAD, record.value()));
                return;
            }
        }
        if (interactions.isEmpty()) {
            stay(record, UserEvent.NOTHING);
        }
        for (Interaction interaction : interactions) {
            route(record, UserEvent.foreign(interaction));
        }
    }

    private void stay(Record<byte[], byte[]> record, UserEvent event) {
        context.forward(record.withValue(new Routed(true, event)));
    }

    private void route(Record<byte[], byte[]> record, UserEvent event) {
        if (event.interaction().user() == null) {
            for (int partition = 0; partition < partitions; partition++) {
                route(record, partition, event);
            }
        } else {
            route(record, userPartition(event.interaction().user(), partitions), event);
        }
    }

    private void route(Record<byte[], byte[]> record, int partition, UserEvent event) {
        if (partition == context.taskId().partition()) {
            stay(record, event);
        } else {
            sendOn(record, partition, event);
        }
    }

    private static UserEvent refuseAhead(UserEvent event, long recordTimestamp) {
        return event.interaction() != null && isAhead(event.interaction(), recordTimestamp)
                ? new UserEvent(null, AHEAD, event.raw())
                : event;
    }

    private static boolean isAhead(Interaction interaction, long recordTimestamp) {
        return interaction.timestamp() - recordTimestamp > MAX_AHEAD_MS;
    }

    /** Decodes an event without throwing. */
    public static UserEvent decode(byte[] value) {
        try {
            Interaction interaction = InteractionJson.decode(value);
            return new UserEvent(interaction, null, value);
        } catch (InvalidInteractionException e) {
            return new UserEvent(null, e.getMessage(), value);
        }
    }

    /** The partition of a user: that of Kafka's default partitioner for its id as key. */
    public static int userPartition(String user, int partitions) {
        return Utils.toPositive(Utils.murmur2(user.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    private void sendOn(Record<byte[], byte[]> record, int partition, UserEvent event) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        // Fields of the producer's own could make it too large for a record that carries its origin too.
        boolean asItIs = event.isForeign() || event.raw().length <= MAX_SENT_ON_BYTES;
        UserEvent sent =
                asItIs ? event : new UserEvent(event.interaction(), null, InteractionJson.encode(event.interaction()));
        Headers headers =
                event.isForeign() ? Origin.ofForeign(place, record.headers()) : Origin.of(place, record.headers());
        context.forward(
                new Record<>(PartitionKey.encode(partition), new Routed(false, sent), record.timestamp(), headers));
    }
}
