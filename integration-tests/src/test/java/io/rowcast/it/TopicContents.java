// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;

/** Reads committed records of whole topics. */
final class TopicContents {
    private final String bootstrapServers;

    TopicContents(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** The latest value of each key, tombstones left out. */
    Map<Bytes, byte[]> latest(String topic) {
        Map<Bytes, byte[]> latest = new HashMap<>();
        read(topic, record -> {
            if (record.value() == null) {
                latest.remove(Bytes.wrap(record.key()));
            } else {
                latest.put(Bytes.wrap(record.key()), record.value());
            }
        });
        return latest;
    }

    /** All records there are. */
    List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        read(topic, records::add);
        return records;
    }

    private void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        readOn(topic, Map.of(), each);
    }

    /**
     * Reads what there is from given positions on, or from the beginning where there is none.
     *
     * @return where it came to
     */
    Map<TopicPartition, Long> readOn(
            String topic, Map<TopicPartition, Long> positions, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                10_000);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            positions.forEach(consumer::seek);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(each);
            }
            Map<TopicPartition, Long> reached = new HashMap<>();
            partitions.forEach(partition -> reached.put(partition, consumer.position(partition)));
            return reached;
        }
    }
}
