// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.MappingJson;
import io.rowcast.topology.serde.MappingValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the mapping topic from its end on, as a serving system does, and notes when it holds the row of a probe. */
final class ProbeReader implements AutoCloseable {
    /** What ids of probes begin with; no other id does. */
    static final String PROBE = "probe-";

    private static final Duration POLL = Duration.ofMillis(50);
    private static final long NANOS_PER_MICRO = 1000;

    private record Due(long nanos, boolean counts) {}

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Due> waiting = new ConcurrentHashMap<>();
    private final Histogram users = Latency.newHistogram();
    private final Histogram items = Latency.newHistogram();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::read, "probe-reader");
    private volatile boolean closed;

    /** Stands at the end of the topic when this returns; reads once started. */
    ProbeReader(String bootstrapServers, String topic) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) POLL.toMillis());
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    void start() {
        thread.start();
    }

    /**
     * Has a probe waited for. Must be called before its event is produced.
     *
     * @param dueNanos when the event is due, in nanoseconds of {@link System#nanoTime()}
     * @param counts whether its time is recorded
     */
    void expect(Side side, String id, long dueNanos, boolean counts) {
        waiting.put(side.word() + ":" + id, new Due(dueNanos, counts));
    }

    /** Number of probes whose row has not come. */
    int waiting() {
        RuntimeException e = failure.get();
        if (e != null) {
            throw e;
        }
        return waiting.size();
    }

    /** Times of new users; complete once closed. */
    Latency users() {
        return Latency.of(users);
    }

    /** Times of new items; complete once closed. */
    Latency items() {
        return Latency.of(items);
    }

    @Override
    public void close() {
        closed = true;
        if (!thread.isAlive()) {
            consumer.close();
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] form(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(MappingValues.HEADER);
        return header == null ? null : header.value();
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    String key = new String(record.key(), StandardCharsets.UTF_8);
                    if (MappingJson.kind(record.key()) == MappingJson.Kind.MAPPING
                            && key.startsWith(PROBE, key.indexOf(':') + 1)) {
                        arrived(key, MappingValues.decode(record.key(), record.value(), form(record)));
                    }
                }
            }
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    private void arrived(String key, Mapping mapping) {
        long now = System.nanoTime();
        Due due = mapping.row() == Mapping.NO_ROW ? null : waiting.remove(key);
        if (due != null && due.counts()) {
            (mapping.side() == Side.USER ? users : items).recordValue(Math.max(0, now - due.nanos()) / NANOS_PER_MICRO);
        }
    }
}
