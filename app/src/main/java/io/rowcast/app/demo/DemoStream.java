// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.demo;

import io.rowcast.app.load.ClientSettings;
import io.rowcast.app.load.EventRecords;
import io.rowcast.app.load.LoadException;
import io.rowcast.app.load.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Produces a {@link PlantedStream} to a topic, on a thread of its own, until closed. A stream started on a topic that
 * already holds events goes on behind as many, so that a demonstration goes on where it stopped.
 */
public final class DemoStream implements AutoCloseable {
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Map<String, Object> clientProperties;
    private final String topic;
    private final DemoOptions options;
    private final AtomicLong produced = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile boolean closed;

    /** One for all records: it runs once per record. */
    private final Callback callback = (metadata, e) -> {
        if (e == null) {
            produced.incrementAndGet();
        } else if (!closed) {
            failure.compareAndSet(null, e);
        }
    };

    private Thread thread;

    /**
     * @param clientProperties {@code bootstrap.servers} and any other settings of Kafka clients
     * @param topic the interactions topic, which must exist
     */
    public DemoStream(Map<String, Object> clientProperties, String topic, DemoOptions options) {
        this.clientProperties = Map.copyOf(clientProperties);
        this.topic = topic;
        this.options = options;
    }

    /**
     * Starts producing.
     *
     * @throws LoadException with one line for the user, if the topic does not exist or cannot be reached
     */
    public synchronized void start() {
        if (thread != null || closed) {
            throw new IllegalStateException("a demo stream can be started once");
        }
        PlantedStream stream = new PlantedStream(options);
        stream.skip(eventsThere());
        thread = new Thread(() -> run(stream), "demo-stream");
        thread.setDaemon(true);
        thread.start();
    }

    /** Number of events stored since the start. */
    public long produced() {
        return produced.get();
    }

    /** Why the stream ended by itself; empty while it runs or after it was closed. */
    public Optional<Exception> failure() {
        return Optional.ofNullable(failure.get());
    }

    private void run(PlantedStream stream) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(ClientSettings.producer(clientProperties))) {
            Pace pace = new Pace(options.eventsPerSecond(), System::nanoTime);
            while (!closed && failure.get() == null) {
                long wait = pace.nanosToWait();
                if (wait > 0) {
                    LockSupport.parkNanos(Math.min(wait, NAP_NANOS));
                } else {
                    Future<?> unused = producer.send(EventRecords.of(topic, stream.next()), callback);
                    pace.sent();
                }
            }
        } catch (KafkaException e) {
            if (!closed) {
                failure.compareAndSet(null, e);
            }
        }
    }

    private long eventsThere() {
        try (Admin admin = Admin.create(clientProperties)) {
            TopicDescription description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            Map<TopicPartition, OffsetSpec> latest = description.partitions().stream()
                    .collect(Collectors.toMap(
                            info -> new TopicPartition(topic, info.partition()), info -> OffsetSpec.latest()));
            return admin.listOffsets(latest).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted before the demo stream began", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new LoadException("topic " + topic + " does not exist", e);
            }
            throw new LoadException(
                    "topic " + topic + " cannot be described: " + e.getCause().getMessage(), e);
        }
    }

    /** Stops producing and waits until what was sent is stored, or for a few seconds if the broker is gone. */
    @Override
    public synchronized void close() {
        closed = true;
        if (thread == null) {
            return;
        }
        try {
            thread.join(CLOSE.toMillis());
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(CLOSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
