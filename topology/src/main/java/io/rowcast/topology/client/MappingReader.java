package io.rowcast.topology.client;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.serde.MappingJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a compacted mapping topic from its beginning to where it ended when the reading began, only what is committed.
 * It joins no group and commits nothing, so any number of readers may read at any time.
 */
public final class MappingReader {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration STALL = Duration.ofSeconds(60);

    private final Map<String, Object> settings;
    private final String topic;

    /** Told how far the reading is. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Called after each batch.
         *
         * @param positionsRead offsets passed so far, including those that compaction left empty
         * @param positionsTotal offsets to pass, as known when the reading began
         */
        void read(long positionsRead, long positionsTotal);
    }

    /**
     * @param clientProperties {@code bootstrap.servers} and any other settings of Kafka clients
     * @param topic the mapping topic, which must exist
     */
    public MappingReader(Map<String, Object> clientProperties, String topic) {
        this.settings = new HashMap<>(clientProperties);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        this.topic = topic;
    }

    /**
     * Reads every record in the order of its partition. A later record of a vertex replaces an earlier one; one whose
     * row is {@link Mapping#NO_ROW} says that the vertex is gone.
     *
     * @return the number of records
     * @throws IllegalStateException if the topic does not exist, holds a record that is not a mapping (the message names
     *     topic, partition and offset), or gives nothing for a minute
     */
    public long read(Consumer<Mapping> each) {
        return read(each, (done, total) -> {});
    }

    /** As {@link #read(Consumer)}, telling how far it is. */
    public long read(Consumer<Mapping> each, Progress progress) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            return readTo(ends, consumer, each, progress);
        }
    }

    private long readTo(
            Map<TopicPartition, Long> ends,
            KafkaConsumer<byte[], byte[]> consumer,
            Consumer<Mapping> each,
            Progress progress) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        ends.keySet().forEach(partition -> positions.put(partition, consumer.position(partition)));
        long total = remaining(ends, positions);
        long records = 0;
        long left = total;
        long lastAdvance = System.nanoTime();
        Set<TopicPartition> unfinished = new HashSet<>(ends.keySet());
        finish(unfinished, ends, positions, consumer);
        while (!unfinished.isEmpty()) {
            ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : batch) {
                each.accept(decode(record));
                records++;
            }
            // Positions, not records, tell the end: transaction markers take offsets too.
            unfinished.forEach(partition -> positions.put(partition, consumer.position(partition)));
            finish(unfinished, ends, positions, consumer);
            long nowLeft = remaining(ends, positions);
            if (nowLeft < left) {
                left = nowLeft;
                lastAdvance = System.nanoTime();
                progress.read(total - left, total);
            } else if (System.nanoTime() - lastAdvance > STALL.toNanos()) {
                throw new IllegalStateException("no data of " + unfinished + " for " + STALL.toSeconds()
                        + " s; positions " + positions + ", ends " + ends);
            }
        }
        return records;
    }

    private static void finish(
            Set<TopicPartition> unfinished,
            Map<TopicPartition, Long> ends,
            Map<TopicPartition, Long> positions,
            KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> finished = new ArrayList<>();
        for (TopicPartition partition : unfinished) {
            if (positions.get(partition) >= ends.get(partition)) {
                finished.add(partition);
            }
        }
        // What comes after its end is not asked for, so a topic that grows does not hold the reading up.
        consumer.pause(finished);
        finished.forEach(unfinished::remove);
    }

    private static long remaining(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> positions) {
        long sum = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            sum += Math.max(0, end.getValue() - positions.get(end.getKey()));
        }
        return sum;
    }

    /**
     * Reads the latest mapping of every vertex.
     *
     * @throws IllegalStateException as {@link #read(Consumer)}
     */
    public MappingTable readTable() {
        return readTable((done, total) -> {});
    }

    /** As {@link #readTable()}, telling how far it is. */
    public MappingTable readTable(Progress progress) {
        MappingTable table = new MappingTable();
        read(table::put, progress);
        return table;
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        List<PartitionInfo> infos = consumer.partitionsFor(topic);
        if (infos == null || infos.isEmpty()) {
            throw new IllegalStateException("topic " + topic + " does not exist");
        }
        return infos.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private Mapping decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return MappingJson.decode(record.key(), record.value());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    String.format(
                            "topic %s, partition %d, offset %d: %s",
                            record.topic(), record.partition(), record.offset(), e.getMessage()),
                    e);
        }
    }
}
