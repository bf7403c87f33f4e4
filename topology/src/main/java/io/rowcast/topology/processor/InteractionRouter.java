package io.rowcast.topology.processor;

import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.serde.InteractionJson;
import io.rowcast.topology.serde.InvalidInteractionException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Decodes events and finds the partition of their user. An event that is already there, because it was keyed by its user,
 * goes straight on; any other is addressed to its partition. The event that forgets an item is addressed to all of them,
 * as any user may have an edge to it.
 */
public final class InteractionRouter implements Processor<byte[], byte[], byte[], InteractionRouter.Routed> {
    private static final int MAX_SENT_ON_BYTES = 16 << 10;

    /** How far an event's time may be ahead of its record's: one far ahead would have every edge expire. */
    private static final long MAX_AHEAD_MS = 86_400_000;

    private final int partitions;
    private ProcessorContext<byte[], Routed> context;

    /**
     * A decoded event.
     *
     * @param here whether it is in its user's partition; if not, its key is a {@link PartitionKey}
     */
    public record Routed(boolean here, UserEvent event) {}

    public InteractionRouter(int partitions) {
        this.partitions = partitions;
    }

    @Override
    public void init(ProcessorContext<byte[], Routed> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        UserEvent event = refuseAhead(decode(record.value()), record.timestamp());
        if (event.problem() != null) {
            context.forward(record.withValue(new Routed(true, event)));
        } else if (event.interaction().user() == null) {
            for (int partition = 0; partition < partitions; partition++) {
                route(record, partition, event);
            }
        } else {
            route(record, userPartition(event.interaction().user(), partitions), event);
        }
    }

    private void route(Record<byte[], byte[]> record, int partition, UserEvent event) {
        if (partition == context.taskId().partition()) {
            context.forward(record.withValue(new Routed(true, event)));
        } else {
            sendOn(record, partition, event);
        }
    }

    private static UserEvent refuseAhead(UserEvent event, long recordTimestamp) {
        return event.interaction() != null && event.interaction().timestamp() - recordTimestamp > MAX_AHEAD_MS
                ? new UserEvent(null, "timestamp: is more than a day ahead of the record's own", event.raw())
                : event;
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
        // Fields of the producer's own could make it too large for a record that carries its origin too.
        UserEvent sent = event.raw().length <= MAX_SENT_ON_BYTES
                ? event
                : new UserEvent(event.interaction(), null, InteractionJson.encode(event.interaction()));
        context.forward(new Record<>(
                PartitionKey.encode(partition),
                new Routed(false, sent),
                record.timestamp(),
                Origin.of(context.recordMetadata().orElseThrow(), record.headers())));
    }
}
