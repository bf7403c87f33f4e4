// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import io.rowcast.topology.client.CommittedReads;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Settings of the Kafka clients that produce events: our defaults, over them the user's, over those the needed. */
public final class ClientSettings {
    /**
     * One request in flight: with more, a request may overtake the first one to a partition whose leader is not ready
     * yet, as right after a topic was created. Such a partition takes no more from an idempotent producer, and the load
     * would fail after two minutes.
     */
    private static final Map<String, Object> DEFAULTS = Map.of(
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            1,
            ProducerConfig.LINGER_MS_CONFIG,
            20,
            ProducerConfig.BATCH_SIZE_CONFIG,
            256 << 10,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            64L << 20,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "snappy");

    /**
     * Right after a commit the broker turns the next transaction's first request away until the last one is completed,
     * which takes it a few milliseconds; with the usual pause a transaction of 5000 events takes twice as long.
     */
    private static final long TRANSACTION_BACKOFF_MS = 5;

    private ClientSettings() {}

    /** A producer of byte arrays that neither loses nor repeats a record while it lives. */
    public static Map<String, Object> producer(Map<String, Object> clientProperties) {
        Map<String, Object> settings = new HashMap<>(DEFAULTS);
        settings.putAll(clientProperties);
        settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return settings;
    }

    /** As {@link #producer}, with transactions under an id. */
    public static Map<String, Object> transactionalProducer(
            Map<String, Object> clientProperties, String transactionalId) {
        Map<String, Object> settings = producer(clientProperties);
        settings.putIfAbsent(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, TRANSACTION_BACKOFF_MS);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return settings;
    }

    /** A consumer that joins no group, only reads the stable committed offsets of one without members. */
    public static Map<String, Object> progressReader(Map<String, Object> clientProperties, String groupId) {
        Map<String, Object> settings = CommittedReads.settings(clientProperties);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        return settings;
    }
}
