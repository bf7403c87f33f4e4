// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producer of a stream thread. It differs from an ordinary one in two ways.
 *
 * <p>It calls every transaction lost to it fenced. Kafka Streams knows what to do then: it gives up the tasks, takes a new
 * producer, waits until the old transaction is decided, and restores the tasks from what was committed. A coordinator aborts
 * a transaction that takes too long, as when the broker was away. Since transactions of version 2 (KIP-890) it answers a
 * commit of it with INVALID_TXN_STATE instead of PRODUCER_FENCED, as the raised epoch looks like that of a repeated request;
 * Kafka Streams 4.3.1 takes this for a mistake of its own and ends the thread. A commit that is not answered in time it takes
 * for one of those tasks alone that have read something since they began: what others have stored at their ticks would stay,
 * whatever becomes of the transaction.
 *
 * <p>And it flushes once a transaction. Kafka Streams 4.3.1 flushes once for each task it is about to commit, so a thread
 * waits for as many requests one after the other, each of which adds partitions to the transaction. What it needs of a flush,
 * that failures and offsets are known, it needs when it commits: so the one flush comes before the offsets of the
 * transaction. There a record that could not be sent loses the transaction, for all tasks of the thread.
 */
final class TransactionProducer extends KafkaProducer<byte[], byte[]> {
    private static final Logger log = LoggerFactory.getLogger(TransactionProducer.class);

    /** The first of the present transaction. */
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    TransactionProducer(Map<String, Object> config) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        try {
            return super.send(record, explaining(callback));
        } catch (RuntimeException e) {
            // Of a send, Kafka Streams looks at the cause.
            throw lost(e) ? new KafkaException("cannot send", fenced(e)) : e;
        }
    }

    @Override
    public void beginTransaction() {
        failure.set(null);
        super.beginTransaction();
    }

    /** Does nothing: a task is about to be committed, and others may be. */
    @Override
    public void flush() {}

    /**
     * {@inheritDoc}
     *
     * @throws ProducerFencedException also when the transaction is lost, as when a record of it could not be sent in time
     */
    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        super.flush();
        Exception unsent = failure.get();
        // Kafka Streams would recover from these if a flush told it; the call below hides what they were.
        if (lost(unsent)
                || unsent instanceof RetriableException
                || unsent instanceof InvalidPidMappingException
                || unsent instanceof OutOfOrderSequenceException) {
            throw fenced(unsent);
        }
        fencing(() -> super.sendOffsetsToTransaction(offsets, groupMetadata));
    }

    @Override
    public void commitTransaction() {
        fencing(super::commitTransaction);
    }

    @Override
    public void abortTransaction() {
        fencing(super::abortTransaction);
    }

    private Callback explaining(Callback callback) {
        return (metadata, unsent) -> {
            if (unsent != null) {
                failure.compareAndSet(null, unsent);
            }
            if (callback != null) {
                callback.onCompletion(metadata, lost(unsent) ? fenced(unsent) : unsent);
            }
        };
    }

    private static void fencing(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            throw lost(e) || e instanceof TimeoutException ? fenced(e) : e;
        }
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
                new ProducerFencedException("the transaction is lost: " + failure.getMessage());
        fenced.initCause(failure);
        return fenced;
    }
}
