// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.forget;

import io.rowcast.topology.client.CommittedReads;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads on in partitions from given offsets, only what is committed. It joins no group and commits nothing. */
final class TopicFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<ConsumerRecord<byte[], byte[]>> each;

    /**
     * @param from offset to begin at, by partition
     * @param each is given every record
     */
    TopicFollower(
            Map<String, Object> clientProperties,
            Map<TopicPartition, Long> from,
            Consumer<ConsumerRecord<byte[], byte[]>> each) {
        // What a repartition topic has deleted in between was consumed, so the earliest it has will do.
        this.consumer = new KafkaConsumer<>(CommittedReads.settings(clientProperties));
        this.each = each;
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
    }

    void poll() {
        consumer.poll(POLL).forEach(each);
    }

    /** Where what is committed ends now. */
    Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(consumer.assignment());
    }

    boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
