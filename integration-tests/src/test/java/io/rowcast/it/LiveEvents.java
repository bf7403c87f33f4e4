// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import io.rowcast.topology.graph.Interaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Events that keep coming at a constant rate until they are ended: always the same for a seed, only how many there are
 * depends on the time. Written by an idempotent producer that outlasts broker failures of two minutes.
 */
final class LiveEvents implements AutoCloseable {
    private final Supplier<Interaction> events;
    private final String topic;
    private final int perSecond;
    private final KafkaProducer<String, String> producer;
    private final Thread thread = new Thread(this::produce, "live-events");
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Set<String> edges = new LinkedHashSet<>();
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean ended;

    LiveEvents(String bootstrapServers, String topic, int perSecond, Supplier<Interaction> events) {
        this.events = events;
        this.topic = topic;
        this.perSecond = perSecond;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        10_000,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        120_000,
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        // As the product's own loader: with more, a producer may hang after the topic was created.
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1),
                new StringSerializer(),
                new StringSerializer());
        thread.start();
    }

    /** Events produced so far; not all may have arrived. */
    long sent() {
        return sent.get();
    }

    /** Stops producing and waits until every event has arrived. */
    void end() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        producer.flush();
        if (failure.get() != null) {
            throw new IllegalStateException("events were lost on their way to the broker", failure.get());
        }
    }

    /** Distinct edges of the events, as user and item; after the end. */
    List<String[]> edges() {
        return edges.stream().map(edge -> edge.split(",")).toList();
    }

    /** Writes the distinct edges as a CSV file; after the end. */
    void write(Path file) {
        List<String> lines = new ArrayList<>();
        lines.add("user,item");
        lines.addAll(edges);
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        ended = true;
        producer.close(Duration.ZERO);
    }

    private void produce() {
        long start = System.nanoTime();
        try {
            while (!ended) {
                long due = start + TimeUnit.SECONDS.toNanos(1) * sent.get() / perSecond;
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    LockSupport.parkNanos(wait);
                    continue;
                }
                Interaction event = events.get();
                edges.add(event.user() + "," + event.item());
                // What goes wrong comes through the callback.
                var unused = producer.send(
                        new ProducerRecord<>(
                                topic,
                                event.user(),
                                "{\"user\":\"" + event.user() + "\",\"item\":\"" + event.item() + "\"}"),
                        (metadata, e) -> failure.compareAndSet(null, e));
                sent.incrementAndGet();
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }
}
