// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.dlq;

import io.rowcast.topology.client.CommittedReads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Reads a dead-letter topic, partition by partition, up to where it ended when the reading began; only what is committed. */
public final class DeadLetterReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration STALL = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    /**
     * @param clientProperties {@code bootstrap.servers} and any other settings of Kafka clients
     * @throws DeadLetterException if the topic does not exist
     */
    public DeadLetterReader(Map<String, Object> clientProperties, String topic) {
        this(new KafkaConsumer<>(CommittedReads.settings(clientProperties)), topic);
    }

    /** Reads with a consumer that is given up to it. */
    DeadLetterReader(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        List<PartitionInfo> infos = consumer.partitionsFor(topic);
        if (infos == null || infos.isEmpty()) {
            consumer.close();
            throw new DeadLetterException("topic " + topic + " does not exist", null);
        }
        partitions = infos.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .sorted((one, other) -> Integer.compare(one.partition(), other.partition()))
                .toList();
    }

    List<TopicPartition> partitions() {
        return partitions;
    }

    /**
     * Shows every letter until one is answered with {@code false}.
     *
     * @throws DeadLetterException if the topic gives nothing for a minute
     */
    public void read(Predicate<DeadLetter> each) {
        read(Map.of(), each);
    }

    /**
     * As {@link #read(Predicate)}, from given positions on.
     *
     * @param from where to begin; partitions that are missing are read from their beginning
     */
    void read(Map<TopicPartition, Long> from, Predicate<DeadLetter> each) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        for (TopicPartition partition : partitions) {
            consumer.assign(List.of(partition));
            long beginning = beginnings.get(partition);
            consumer.seek(partition, Math.max(beginning, from.getOrDefault(partition, beginning)));
            if (!readTo(ends.get(partition), partition, each)) {
                return;
            }
        }
    }

    private boolean readTo(long end, TopicPartition partition, Predicate<DeadLetter> each) {
        long lastAdvance = System.nanoTime();
        long position = consumer.position(partition);
        // Positions, not records, tell the end: transaction markers take offsets too.
        while (position < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end && !each.test(DeadLetter.of(record))) {
                    return false;
                }
            }
            long now = consumer.position(partition);
            if (now > position) {
                position = now;
                lastAdvance = System.nanoTime();
            } else if (System.nanoTime() - lastAdvance > STALL.toNanos()) {
                throw new DeadLetterException("no data of " + partition + " for " + STALL.toSeconds() + " s", null);
            }
        }
        return true;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
