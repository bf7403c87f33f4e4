// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.Topics;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.ItemLabelFormat;
import io.rowcast.topology.serde.ItemLabelFormat.ItemLabel;
import io.rowcast.topology.store.HashKey;
import io.rowcast.topology.store.ItemLabelTable;
import io.rowcast.topology.store.RestoreCheck;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Fills the table of item labels from their topic, at start and ever after. */
public final class ItemLabelLoader implements Processor<byte[], byte[], Void, Void> {
    private final RestoreCheck check;
    private ProcessorContext<Void, Void> context;
    private ItemLabelTable table;

    /**
     * @param check knows K, and what to do with records that are not ours
     */
    public ItemLabelLoader(RestoreCheck check) {
        this.check = check;
    }

    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        context = processorContext;
        table = context.getStateStore(Topics.ITEM_LABELS_STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            load(record);
        } catch (CorruptRecordException e) {
            RecordMetadata place = context.recordMetadata().orElseThrow();
            check.foreign().found(place.topic(), place.partition(), place.offset(), e);
        }
    }

    private void load(Record<byte[], byte[]> record) {
        long item = HashKey.decode(record.key());
        if (item == 0) {
            throw new CorruptRecordException("vertex key: no vertex has the hash 0");
        }
        if (record.value() == null) {
            table.remove(item);
        } else {
            ItemLabel label = ItemLabelFormat.decode(record.value());
            if (label.label() >= check.rows()) {
                throw new CorruptRecordException("item label: " + label.label() + " is beyond K");
            }
            table.put(item, label.label(), label.check());
        }
    }
}
