package io.rowcast.topology.processor;

import io.rowcast.topology.Topics;
import io.rowcast.topology.serde.ItemLabelFormat;
import io.rowcast.topology.serde.ItemLabelFormat.ItemLabel;
import io.rowcast.topology.store.HashKey;
import io.rowcast.topology.store.ItemLabelTable;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Fills the table of item labels from their topic, at start and ever after. */
public final class ItemLabelLoader implements Processor<byte[], byte[], Void, Void> {
    private ItemLabelTable table;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        table = context.getStateStore(Topics.ITEM_LABELS_STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        long item = HashKey.decode(record.key());
        if (record.value() == null) {
            table.remove(item);
        } else {
            ItemLabel label = ItemLabelFormat.decode(record.value());
            table.put(item, label.label(), label.check());
        }
    }
}
