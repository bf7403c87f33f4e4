// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads partitions between given offsets, only what is committed. It joins no group and commits nothing, so any number of
 * readers may read at any time. Not thread-safe.
 */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration STALL = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;

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
     */
    public TopicReader(Map<String, Object> clientProperties) {
        consumer = new KafkaConsumer<>(CommittedReads.settings(clientProperties));
    }

    /**
     * The partitions of a topic with the ends of what is committed.
     *
     * @throws IllegalStateException if the topic does not exist
     */
    public Map<TopicPartition, Long> ends(String topic) {
        List<PartitionInfo> infos = consumer.partitionsFor(topic);
        if (infos == null || infos.isEmpty()) {
            throw new IllegalStateException("topic " + topic + " does not exist");
        }
        return consumer.endOffsets(infos.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList());
    }

    /**
     * Reads every record in the order of its partition.
     *
     * @param from where to begin; partitions not in it are read from their beginnings
     * @param to the partitions to read, and for each the offset of the first record that is not asked for
     * @return the number of records
     * @throws IllegalStateException if a topic gives nothing for a minute
     */
    public long read(
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to,
            Consumer<ConsumerRecord<byte[], byte[]>> each,
            Progress progress) {
        Map<TopicPartition, Long> positions = begin(from, to.keySet());
        long total = remaining(to, positions);
        long records = 0;
        long left = total;
        long lastAdvance = System.nanoTime();
        Set<TopicPartition> unfinished = new HashSet<>(to.keySet());
        finish(unfinished, to, positions);
        while (!unfinished.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < to.get(new TopicPartition(record.topic(), record.partition()))) {
                    each.accept(record);
                    records++;
                }
            }
            // Positions, not records, tell the end: transaction markers take offsets too.
            unfinished.forEach(partition -> positions.put(partition, consumer.position(partition)));
            finish(unfinished, to, positions);
            long nowLeft = remaining(to, positions);
            if (nowLeft < left) {
                left = nowLeft;
                lastAdvance = System.nanoTime();
                progress.read(total - left, total);
            } else if (System.nanoTime() - lastAdvance > STALL.toNanos()) {
                throw new IllegalStateException("no data of " + unfinished + " for " + STALL.toSeconds()
                        + " s; positions " + positions + ", ends " + to);
            }
        }
        return records;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private Map<TopicPartition, Long> begin(Map<TopicPartition, Long> from, Set<TopicPartition> partitions) {
        consumer.assign(partitions);
        consumer.resume(partitions);
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Long offset = from.get(partition);
            if (offset == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, offset);
            }
        }
        partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
        return positions;
    }

    private void finish(
            Set<TopicPartition> unfinished, Map<TopicPartition, Long> to, Map<TopicPartition, Long> positions) {
        List<TopicPartition> finished = new ArrayList<>();
        for (TopicPartition partition : unfinished) {
            if (positions.get(partition) >= to.get(partition)) {
                finished.add(partition);
            }
        }
        // What comes after its end is not asked for, so a topic that grows does not hold the reading up.
        consumer.pause(finished);
        finished.forEach(unfinished::remove);
    }

    private static long remaining(Map<TopicPartition, Long> to, Map<TopicPartition, Long> positions) {
        long sum = 0;
        for (Map.Entry<TopicPartition, Long> end : to.entrySet()) {
            sum += Math.max(0, end.getValue() - positions.get(end.getKey()));
        }
        return sum;
    }
}
