// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that leaves its group whenever it is closed. Kafka Streams has its consumers stay, when a topology has failed even
 * if it is asked to have them leave, so that the tasks would lie idle, and the next start of the instance wait, until the session
 * has timed out. One with a {@code group.instance.id} stays, as it is to have its tasks back when it comes again.
 */
final class LeavingConsumer extends KafkaConsumer<byte[], byte[]> {
    private final boolean isStatic;

    LeavingConsumer(Map<String, Object> config) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        isStatic = config.get(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG) != null;
    }

    @Override
    public void close(CloseOptions options) {
        if (isStatic) {
            super.close(options);
            return;
        }
        CloseOptions leaving = CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
        super.close(options.timeout().map(leaving::withTimeout).orElse(leaving));
    }
}
