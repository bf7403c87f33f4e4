// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.Topics;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.store.ClusterVolumeTable;
import io.rowcast.topology.store.ForeignRecords;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Fills the table of cluster volumes from their topic, at start and ever after. */
public final class ClusterVolumeLoader implements Processor<byte[], byte[], Void, Void> {
    private final ForeignRecords foreign;
    private ProcessorContext<Void, Void> context;
    private ClusterVolumeTable table;

    public ClusterVolumeLoader(ForeignRecords foreign) {
        this.foreign = foreign;
    }

    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        context = processorContext;
        table = context.getStateStore(Topics.CLUSTER_VOLUMES_STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            table.apply(ClusterVolumeKey.decode(record.key()), record.value());
        } catch (CorruptRecordException e) {
            RecordMetadata place = context.recordMetadata().orElseThrow();
            foreign.found(place.topic(), place.partition(), place.offset(), e);
        }
    }
}
