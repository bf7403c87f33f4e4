// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.client;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Settings of consumers that read only what is committed, join no group and commit nothing by themselves. */
public final class CommittedReads {
    private CommittedReads() {}

    /**
     * The settings; where a topic no longer has what was asked for, reading goes on with the earliest it has.
     *
     * @param clientProperties {@code bootstrap.servers} and any other settings of Kafka clients
     */
    public static Map<String, Object> settings(Map<String, Object> clientProperties) {
        Map<String, Object> settings = new HashMap<>(clientProperties);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }
}
