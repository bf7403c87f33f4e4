// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import io.rowcast.topology.graph.Interaction;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;

/** Produces without transactions: each event once while the loader lives, but a second load produces all again. */
final class PlainSink implements EventSink {
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final boolean marked;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /** One for all records: it runs once per record. */
    private final Callback callback = (metadata, e) -> {
        if (e != null) {
            failure.compareAndSet(null, e);
        }
    };

    PlainSink(Map<String, Object> clientProperties, String topic, boolean marked) {
        this.producer = new KafkaProducer<>(ClientSettings.producer(clientProperties));
        this.topic = topic;
        this.marked = marked;
    }

    @Override
    public LoadProgress begin() {
        return LoadProgress.START;
    }

    @Override
    public void send(Interaction event) {
        Future<?> unused = producer.send(EventRecords.of(topic, event, marked), callback);
    }

    @Override
    public void reached(LoadProgress done) {
        Exception e = failure.get();
        if (e != null) {
            throw new KafkaException(e.getMessage(), e);
        }
    }

    @Override
    public void commit(LoadProgress done) {
        producer.flush();
        reached(done);
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
