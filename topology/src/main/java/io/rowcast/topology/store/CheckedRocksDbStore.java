// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.serde.CorruptRecordException;
import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.CommitCallback;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.processor.internals.RecordBatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.internals.StateRestoreCallbackAdapter;
import org.apache.kafka.streams.state.internals.RocksDBStore;

/** A RocksDB store that looks at every record of its changelog before it is restored. */
final class CheckedRocksDbStore extends RocksDBStore {
    private final RestoreCheck.Layout layout;
    private final ForeignRecords foreign;

    CheckedRocksDbStore(String name, String metricsScope, RestoreCheck.Layout layout, ForeignRecords foreign) {
        super(name, metricsScope);
        this.layout = layout;
        this.foreign = foreign;
    }

    @Override
    public void init(StateStoreContext stateStoreContext, StateStore root) {
        super.init(new CheckingContext(stateStoreContext), root);
    }

    private List<ConsumerRecord<byte[], byte[]>> own(
            Collection<ConsumerRecord<byte[], byte[]>> records, int partition) {
        List<ConsumerRecord<byte[], byte[]>> own = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                layout.check(partition, record.key(), record.value());
                own.add(record);
            } catch (CorruptRecordException e) {
                foreign.found(record.topic(), record.partition(), record.offset(), e);
            }
        }
        return own;
    }

    /** Registers what restores the store with the check in front of it. */
    private final class CheckingContext implements StateStoreContext {
        private final StateStoreContext context;

        CheckingContext(StateStoreContext context) {
            this.context = context;
        }

        private StateRestoreCallback checked(StateRestoreCallback restore) {
            RecordBatchingStateRestoreCallback batches = StateRestoreCallbackAdapter.adapt(restore);
            int partition = context.taskId().partition();
            return (RecordBatchingStateRestoreCallback) records -> batches.restoreBatch(own(records, partition));
        }

        @Override
        public void register(StateStore store, StateRestoreCallback restore) {
            context.register(store, checked(restore));
        }

        @Override
        public void register(StateStore store, StateRestoreCallback restore, CommitCallback commit) {
            context.register(store, checked(restore), commit);
        }

        @Override
        public String applicationId() {
            return context.applicationId();
        }

        @Override
        public TaskId taskId() {
            return context.taskId();
        }

        @Override
        public Optional<RecordMetadata> recordMetadata() {
            return context.recordMetadata();
        }

        @Override
        public Serde<?> keySerde() {
            return context.keySerde();
        }

        @Override
        public Serde<?> valueSerde() {
            return context.valueSerde();
        }

        @Override
        public File stateDir() {
            return context.stateDir();
        }

        @Override
        public StreamsMetrics metrics() {
            return context.metrics();
        }

        @Override
        public Map<String, Object> appConfigs() {
            return context.appConfigs();
        }

        @Override
        public Map<String, Object> appConfigsWithPrefix(String prefix) {
            return context.appConfigsWithPrefix(prefix);
        }
    }
}
