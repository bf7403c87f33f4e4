// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import io.rowcast.app.runtime.RowcastRuntime.Version;
import io.rowcast.topology.client.CommittedReads;
import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.serde.CodebookVersionJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the control topic to the latest version of the table, whichever instance has cut it. */
final class LatestVersion implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LatestVersion.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Offsets at the end in which a version is as good as sure to be; deletions and transactions take some too. */
    private static final long NEWEST = 64;

    private final Map<String, Object> clientProperties;
    private final TopicPartition partition;
    private KafkaConsumer<byte[], byte[]> consumer;
    private long end;
    private boolean all;
    private boolean closed;
    private Version latest;

    /**
     * @param clientProperties {@code bootstrap.servers} and any other settings of Kafka clients
     * @param topic the control topic
     */
    LatestVersion(Map<String, Object> clientProperties, String topic) {
        this.clientProperties = Map.copyOf(clientProperties);
        this.partition = new TopicPartition(topic, 0);
    }

    /** Takes in what has come since the last call, without waiting for more; empty if none has been seen yet. */
    synchronized Optional<Version> read() {
        if (!closed) {
            try {
                follow();
            } catch (KafkaException e) {
                log.debug("versions cannot be read", e);
            }
        }
        return Optional.ofNullable(latest);
    }

    private void follow() {
        if (consumer == null) {
            consumer = new KafkaConsumer<>(CommittedReads.settings(clientProperties));
            consumer.assign(List.of(partition));
        }
        if (end == 0) {
            end = consumer.endOffsets(List.of(partition), PATIENCE).get(partition);
            consumer.seek(partition, Math.max(0, end - NEWEST));
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ZERO)) {
            take(record);
        }
        if (latest == null && !all && consumer.position(partition, PATIENCE) >= end) {
            all = true;
            consumer.seekToBeginning(List.of(partition));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            CodebookVersion version = CodebookVersionJson.decode(record.key(), record.value());
            if (latest == null || version.version() >= latest.number()) {
                latest = new Version(version.version(), version.created());
            }
        } catch (IllegalArgumentException e) {
            log.debug("offset {} of {} is no version", record.offset(), partition, e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (consumer != null) {
            consumer.close();
        }
    }
}
