// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.Topics;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.processor.Outgoing.Destination;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.MappingJson;
import io.rowcast.topology.serde.MappingValues;
import io.rowcast.topology.serde.MappingWas;
import io.rowcast.topology.serde.RowUsesFormat;
import io.rowcast.topology.serde.RowUsesFormat.RowUses;
import io.rowcast.topology.store.OwnedRows;
import io.rowcast.topology.store.RowStore;
import it.unimi.dsi.fastutil.ints.IntList;
import java.util.Arrays;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Decides the generations of the rows of one partition, and tells trainers and all tasks. */
public final class RowProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
    private final TaskContext task;
    private ProcessorContext<byte[], Outgoing> context;
    private RowStore rows;

    public RowProcessor(TaskContext task) {
        this.task = task;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> processorContext) {
        context = processorContext;
        rows = context.getStateStore(Topics.ROWS_STORE);
        rows.load();
        CommitScope commitScope = new CommitScope(context);
        rows.beforeCommit(() -> commitScope.run(() -> {
            rows.changes(this::sendRow);
            rows.publish(this::sendVolumes);
        }));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        RowUses uses;
        try {
            uses = decode(record);
        } catch (CorruptRecordException e) {
            task.foreign().found(place.topic(), place.partition(), place.offset(), e);
            return;
        }
        try {
            for (int i = 0; i < uses.taken().size(); i++) {
                rows.take(uses.side(), uses.taken().getInt(i));
            }
            for (int i = 0; i < uses.left().size(); i++) {
                rows.leave(uses.side(), uses.left().getInt(i));
            }
        } catch (IllegalStateException e) {
            throw new CorruptRecordException("row uses: " + e.getMessage())
                    .at(place.topic(), place.partition(), place.offset(), "");
        }
    }

    private RowUses decode(Record<byte[], byte[]> record) {
        int partition = context.taskId().partition();
        if (!Arrays.equals(record.key(), PartitionKey.encode(partition))) {
            throw new CorruptRecordException("row uses: the key is not that of partition " + partition);
        }
        RowUses uses = RowUsesFormat.decode(record.value());
        check(uses.taken(), partition);
        check(uses.left(), partition);
        return uses;
    }

    private void check(IntList some, int partition) {
        for (int i = 0; i < some.size(); i++) {
            int row = some.getInt(i);
            if (row >= task.parameters().rows() || OwnedRows.owner(row, task.partitions()) != partition) {
                throw new CorruptRecordException("row uses: row " + row + " is not of partition " + partition);
            }
        }
    }

    private void sendRow(RowState before, RowState now) {
        Outgoing state = new Outgoing(Destination.MAPPINGS, task.mappings().value(now));
        Record<byte[], Outgoing> record =
                new Record<>(MappingJson.rowKey(now.side(), now.row()), state, context.currentSystemTimeMs());
        if (before.members() || before.generation() > 0) {
            record.headers().add(MappingWas.HEADER, MappingWas.encode(before));
        }
        if (task.mappings().header() != null) {
            record.headers().add(MappingValues.HEADER, task.mappings().header());
        }
        context.forward(record);
    }

    private void sendVolumes(ClusterVolumeKey key, byte[] value) {
        Outgoing volumes = new Outgoing(Destination.CLUSTER_VOLUMES, value);
        context.forward(new Record<>(key.encode(), volumes, context.currentSystemTimeMs()));
    }
}
