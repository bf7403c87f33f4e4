package io.rowcast.topology.processor;

import io.rowcast.topology.Topics;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.store.ClusterVolumeTable;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Fills the table of cluster volumes from their topic, at start and ever after. */
public final class ClusterVolumeLoader implements Processor<byte[], byte[], Void, Void> {
    private ClusterVolumeTable table;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        table = context.getStateStore(Topics.CLUSTER_VOLUMES_STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        table.apply(ClusterVolumeKey.decode(record.key()), record.value());
    }
}
