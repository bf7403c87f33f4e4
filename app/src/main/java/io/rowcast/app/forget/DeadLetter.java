package io.rowcast.app.forget;

import io.rowcast.topology.Topics;
import io.rowcast.topology.processor.Origin;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Whether one event became a dead letter, and why. */
final class DeadLetter {
    private final String topic;
    private final Place event;
    private String reason;

    DeadLetter(Topics topics, Place event) {
        this.topic = topics.deadLetters();
        this.event = event;
    }

    void accept(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topic)
                && header(record, Origin.TOPIC).equals(event.topic())
                && header(record, Origin.PARTITION).equals(Integer.toString(event.partition()))
                && header(record, Origin.OFFSET).equals(Long.toString(event.offset()))) {
            reason = header(record, Origin.REASON);
        }
    }

    /** Why it was rejected, or {@code null} if it was not. */
    String reason() {
        return reason;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
