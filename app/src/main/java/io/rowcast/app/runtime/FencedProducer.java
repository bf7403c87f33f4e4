// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A producer that calls every transaction lost to it fenced. Kafka Streams knows what to do then: it gives up the tasks,
 * takes a new producer, waits until the old transaction is decided, and restores the tasks from what was committed.
 *
 * <p>A coordinator aborts a transaction that takes too long, as when the broker was away. Since transactions of version 2
 * (KIP-890) it answers a commit of it with INVALID_TXN_STATE instead of PRODUCER_FENCED, as the raised epoch looks like
 * that of a repeated request; Kafka Streams 4.3.1 takes this for a mistake of its own and ends the thread.
 */
final class FencedProducer extends KafkaProducer<byte[], byte[]> {
    private static final Logger log = LoggerFactory.getLogger(FencedProducer.class);

    FencedProducer(Map<String, Object> config) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        try {
            return super.send(record, callback == null ? null : explaining(callback));
        } catch (RuntimeException e) {
            // Of a send, Kafka Streams looks at the cause.
            throw lost(e) ? new KafkaException("cannot send", fenced(e)) : e;
        }
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        try {
            super.sendOffsetsToTransaction(offsets, groupMetadata);
        } catch (RuntimeException e) {
            throw explained(e);
        }
    }

    @Override
    public void commitTransaction() {
        try {
            super.commitTransaction();
        } catch (RuntimeException e) {
            throw explained(e);
        }
    }

    @Override
    public void abortTransaction() {
        try {
            super.abortTransaction();
        } catch (RuntimeException e) {
            throw explained(e);
        }
    }

    private static Callback explaining(Callback callback) {
        return (metadata, failure) -> callback.onCompletion(metadata, lost(failure) ? fenced(failure) : failure);
    }

    private static RuntimeException explained(RuntimeException failure) {
        return lost(failure) ? fenced(failure) : failure;
    }

    /** A failure comes back as the cause of those of all later calls. */
    private static boolean lost(Throwable failure) {
        return failure != null && (lostTransaction(failure) || lostTransaction(failure.getCause()));
    }

    private static boolean lostTransaction(Throwable failure) {
        return failure instanceof InvalidTxnStateException || failure instanceof TransactionAbortableException;
    }

    private static ProducerFencedException fenced(Throwable failure) {
        log.warn("a transaction is lost; the tasks of its thread are restored: {}", failure.toString());
        ProducerFencedException fenced =
                new ProducerFencedException("the coordinator has aborted the transaction: " + failure.getMessage());
        fenced.initCause(failure);
        return fenced;
    }
}
