// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.client;

import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.serde.CodebookVersionJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** The versions on the control topic, followed as they come. Not thread-safe. */
final class VersionLog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final NavigableMap<Long, CodebookVersion> versions = new TreeMap<>();
    private boolean assigned;

    VersionLog(Map<String, Object> clientProperties, String topic) {
        this.topic = topic;
        this.consumer = new KafkaConsumer<>(CommittedReads.settings(clientProperties));
    }

    /**
     * Reads all there is, from the beginning.
     *
     * @throws IllegalStateException if the topic does not exist, or holds something else
     */
    void readToEnd() {
        TopicPartition partition = assign();
        versions.clear();
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        while (consumer.position(partition) < end) {
            poll(POLL);
        }
    }

    /** Reads what comes, waiting at most for a time if there is nothing yet. */
    void poll(Duration atMost) {
        assign();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(atMost)) {
            take(record);
        }
    }

    /** Drops a version and all before it, as their bits of rows take memory. */
    void passed(long version) {
        versions.headMap(version, true).clear();
    }

    /** The versions read and not passed, by number. */
    NavigableMap<Long, CodebookVersion> versions() {
        return versions;
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** Whether the topic exists; one that was only just created may take a moment to be seen. */
    boolean exists() {
        List<PartitionInfo> infos = assigned ? null : consumer.partitionsFor(topic);
        return assigned || (infos != null && !infos.isEmpty());
    }

    private TopicPartition assign() {
        TopicPartition partition = new TopicPartition(topic, 0);
        if (!assigned) {
            if (!exists()) {
                throw new IllegalStateException("topic " + topic + " does not exist");
            }
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            assigned = true;
        }
        return partition;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() == null) {
                versions.remove(Long.parseLong(new String(record.key(), StandardCharsets.UTF_8)));
            } else {
                CodebookVersion version = CodebookVersionJson.decode(record.key(), record.value());
                versions.put(version.version(), version);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    String.format(
                            "topic %s, partition %d, offset %d: %s",
                            record.topic(), record.partition(), record.offset(), e.getMessage()),
                    e);
        }
    }
}
