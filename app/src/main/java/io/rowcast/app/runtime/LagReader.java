// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import io.rowcast.topology.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads how far a deployment, be it one instance or several, is behind its input and repartition topics and the
 * mapping topic, which it reads back: committed offsets against the end of what is committed.
 *
 * <p>Transaction markers take offsets of their own, and after a restart the group's offset may rest before some. A
 * partition that stands still is therefore read, to see whether any record is really left.
 */
public final class LagReader implements AutoCloseable {
    private static final Duration READ_TIME = Duration.ofMillis(500);

    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> reader;
    private final String group;
    private final String interactions;
    private final List<String> inFlight;
    private Map<TopicPartition, Span> previous = Map.of();

    /** What lies between the group's offset and the end of a partition; both in offsets. */
    private record Span(long committed, long end) {
        long size() {
            return Math.max(0, end - committed);
        }
    }

    /**
     * @param clientProperties {@code bootstrap.servers} and any other settings of Kafka clients
     * @param group the application id
     */
    public LagReader(Map<String, Object> clientProperties, String group, Topics topics) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        this.reader = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.admin = Admin.create(clientProperties);
        this.group = group;
        this.interactions = topics.interactions();
        this.inFlight = List.of(
                topics.repartition(Topics.USER_EVENTS),
                topics.repartition(Topics.ITEM_VOTES),
                topics.repartition(Topics.USER_ROW_USES),
                topics.repartition(Topics.ITEM_ROW_USES),
                topics.mappings());
    }

    /** The present lag. */
    public synchronized Lag read() throws ExecutionException, InterruptedException {
        long input = 0;
        long between = 0;
        for (Map.Entry<TopicPartition, Long> lag : perPartition().entrySet()) {
            if (lag.getKey().topic().equals(interactions)) {
                input += lag.getValue();
            } else {
                between += lag.getValue();
            }
        }
        return new Lag(input, between);
    }

    /** The present lag of every partition, in records. */
    public synchronized Map<TopicPartition, Long> perPartition() throws ExecutionException, InterruptedException {
        // Committed offsets first: what is produced between the two requests then counts as lag, never the reverse.
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, Long> ends = offsets(partitions(), OffsetSpec.latest());
        List<TopicPartition> untouched = ends.keySet().stream()
                .filter(partition -> committed.get(partition) == null)
                .toList();
        Map<TopicPartition, Long> beginnings = offsets(untouched, OffsetSpec.earliest());
        Map<TopicPartition, Span> spans = new HashMap<>();
        Map<TopicPartition, Long> lags = new HashMap<>();
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            TopicPartition partition = end.getKey();
            OffsetAndMetadata offset = committed.get(partition);
            Span span = new Span(offset == null ? beginnings.get(partition) : offset.offset(), end.getValue());
            spans.put(partition, span);
            long size =
                    span.size() > 0 && span.equals(previous.get(partition)) ? recordsIn(partition, span) : span.size();
            lags.put(partition, size);
        }
        previous = spans;
        return lags;
    }

    @Override
    public synchronized void close() {
        reader.close();
        admin.close(Duration.ofSeconds(5));
    }

    private List<TopicPartition> partitions() throws ExecutionException, InterruptedException {
        List<String> existing = admin.listTopics().names().get().stream()
                .filter(name -> name.equals(interactions) || inFlight.contains(name))
                .toList();
        return admin.describeTopics(existing).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, spec));
        Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(
                        wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get();
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private long recordsIn(TopicPartition partition, Span span) {
        reader.assign(List.of(partition));
        reader.seek(partition, span.committed());
        long deadline = System.nanoTime() + READ_TIME.toNanos();
        long records = 0;
        while (reader.position(partition) < span.end()) {
            if (System.nanoTime() - deadline > 0) {
                return span.size();
            }
            records += reader.poll(Duration.ofMillis(100)).count();
        }
        return records;
    }
}
