// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.store.ForeignRecords;
import java.util.Arrays;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Reads events that were sent on to the partition of their user, and nothing but those. */
public final class SentOnReader implements FixedKeyProcessor<byte[], byte[], UserEvent> {
    private final int partitions;
    private final ForeignRecords foreign;
    private FixedKeyProcessorContext<byte[], UserEvent> context;

    public SentOnReader(int partitions, ForeignRecords foreign) {
        this.partitions = partitions;
        this.foreign = foreign;
    }

    @Override
    public void init(FixedKeyProcessorContext<byte[], UserEvent> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(FixedKeyRecord<byte[], byte[]> record) {
        // One that an older build sent on and this one refuses becomes a dead letter like any other.
        UserEvent event = InteractionRouter.decode(record.value());
        try {
            check(record, event);
        } catch (CorruptRecordException e) {
            RecordMetadata place = context.recordMetadata().orElseThrow();
            foreign.found(place.topic(), place.partition(), place.offset(), e);
            return;
        }
        context.forward(record.withValue(event));
    }

    private void check(FixedKeyRecord<byte[], byte[]> record, UserEvent event) {
        int partition = context.taskId().partition();
        if (!Arrays.equals(record.key(), PartitionKey.encode(partition))) {
            throw new CorruptRecordException("event sent on: its key is not that of partition " + partition);
        }
        Origin.check(record.headers());
        String user = event.interaction() == null ? null : event.interaction().user();
        if (user != null && InteractionRouter.userPartition(user, partitions) != partition) {
            throw new CorruptRecordException("event sent on: its user is not of partition " + partition);
        }
    }
}
