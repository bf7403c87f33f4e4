// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.forget;

import io.rowcast.topology.Topics;
import io.rowcast.topology.processor.Origin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Whether one event became a dead letter, and why. */
final class Rejection {
    private final String topic;
    private final Place event;
    private String reason;

    Rejection(Topics topics, Place event) {
        this.topic = topics.deadLetters();
        this.event = event;
    }

    void accept(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topic)
                && Origin.text(record.headers(), Origin.TOPIC).equals(event.topic())
                && Origin.text(record.headers(), Origin.PARTITION).equals(Integer.toString(event.partition()))
                && Origin.text(record.headers(), Origin.OFFSET).equals(Long.toString(event.offset()))) {
            reason = Origin.text(record.headers(), Origin.REASON);
        }
    }

    /** Why it was rejected, or {@code null} if it was not. */
    String reason() {
        return reason;
    }
}
