// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.forget;

import org.apache.kafka.common.TopicPartition;

/** Where a record is. */
public record Place(String topic, int partition, long offset) {

    TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }

    @Override
    public String toString() {
        return topic + " partition " + partition + " offset " + offset;
    }
}
