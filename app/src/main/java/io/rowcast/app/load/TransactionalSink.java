// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import io.rowcast.topology.graph.Interaction;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;

/**
 * Produces one source exactly once. Each transaction holds some events and, as the offset of a consumer group that
 * exists for nothing else, the lines they came from: both are committed or none. A load that begins anew with the same
 * transactional id first has the broker end what the last one left open, and shuts the last one out should it still
 * live.
 */
final class TransactionalSink implements EventSink {
    private static final long MAX_TRANSACTION_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final int maxEvents;
    private final boolean marked;
    private final Map<String, Object> readerSettings;

    /** Only a name to commit under: the group has no members and the offset is a line number. */
    private final TopicPartition progressPartition;

    private ConsumerGroupMetadata group;
    private LoadProgress committed = LoadProgress.START;
    private int events;
    private boolean open;
    private long opened;

    /**
     * @param id name of both the transactional id and the consumer group; one per source and topic
     * @param options what says how many events a transaction has at most, and whether they are marked
     */
    TransactionalSink(Map<String, Object> clientProperties, String topic, String id, LoadOptions options) {
        this.producer = new KafkaProducer<>(ClientSettings.transactionalProducer(clientProperties, id));
        this.readerSettings = ClientSettings.progressReader(clientProperties, id);
        this.topic = topic;
        this.maxEvents = options.transactionEvents();
        this.marked = options.marked();
        this.progressPartition = new TopicPartition(topic, 0);
    }

    @Override
    public LoadProgress begin() {
        // Before reading: it returns when the fate of a transaction left open by an earlier load is settled.
        producer.initTransactions();
        try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(readerSettings)) {
            group = reader.groupMetadata();
            committed =
                    LoadProgress.of(reader.committed(Set.of(progressPartition)).get(progressPartition));
        }
        return committed;
    }

    @Override
    public void send(Interaction event) {
        openTransaction();
        // A send that fails makes the commit fail, so no callback is needed.
        Future<?> unused = producer.send(EventRecords.of(topic, event, marked));
        events++;
    }

    @Override
    public void reached(LoadProgress done) {
        if (events >= maxEvents || (open && System.nanoTime() - opened >= MAX_TRANSACTION_NANOS)) {
            commit(done);
        }
    }

    @Override
    public void commit(LoadProgress done) {
        if (done.equals(committed)) {
            return;
        }
        openTransaction();
        producer.sendOffsetsToTransaction(Map.of(progressPartition, done.toOffset()), group);
        producer.commitTransaction();
        committed = done;
        open = false;
        events = 0;
    }

    private void openTransaction() {
        if (!open) {
            producer.beginTransaction();
            open = true;
            opened = System.nanoTime();
        }
    }

    /** Aborts a transaction that is still open, as there is one only after a failure. */
    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
