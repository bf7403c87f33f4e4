// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import io.rowcast.app.load.ClientSettings;
import io.rowcast.app.load.EventRecords;
import io.rowcast.app.runtime.RuntimeFailure;
import io.rowcast.topology.graph.Interaction;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;

/**
 * Events produced in one transaction, so that a topology that waits for them sees none, and then all at once: neither
 * its start nor the producing of its input is in the measured time.
 */
final class EventLoad implements AutoCloseable {
    /** The longest that a broker allows with its default settings. */
    private static final int TRANSACTION_TIMEOUT_MS = 15 * 60 * 1000;

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<Integer, Long> ends = new ConcurrentHashMap<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /** One for all records: it runs once per record. */
    private final Callback callback = (metadata, e) -> {
        if (e == null) {
            ends.merge(metadata.partition(), metadata.offset() + 1, Math::max);
        } else {
            failure.compareAndSet(null, e);
        }
    };

    EventLoad(String bootstrapServers, String topic) {
        this.topic = topic;
        Map<String, Object> settings = new HashMap<>(
                ClientSettings.producer(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers)));
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic + "-load");
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        producer = new KafkaProducer<>(settings);
    }

    /**
     * Produces events that nobody sees yet.
     *
     * @return by partition, the offset behind the last of them
     * @throws RuntimeFailure if they are fewer than {@code count} or cannot be produced
     */
    Map<Integer, Long> send(EventStream events, long count) {
        try {
            producer.initTransactions();
            producer.beginTransaction();
            for (long i = 0; i < count; i++) {
                Interaction event = events.next();
                if (event == null) {
                    throw new RuntimeFailure("the input ended after " + i + " of " + count + " events", null);
                }
                Future<?> unused = producer.send(EventRecords.of(topic, event), callback);
            }
            producer.flush();
        } catch (KafkaException e) {
            throw RuntimeFailure.of("events cannot be produced", e);
        }
        if (failure.get() != null) {
            throw RuntimeFailure.of("events cannot be produced", failure.get());
        }
        return Map.copyOf(ends);
    }

    /** Lets everybody see what was sent. */
    void commit() {
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
