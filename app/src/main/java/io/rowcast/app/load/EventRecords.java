// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.load;

import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.processor.Origin;
import io.rowcast.topology.serde.InteractionJson;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Events as records of the interactions topic. */
public final class EventRecords {
    private EventRecords() {}

    /**
     * A JSON value under the user's id as key; an event without a user has no key. The time of the record is the time of
     * producing, not the event's: a topic's retention would at once drop events of long ago.
     */
    public static ProducerRecord<byte[], byte[]> of(String topic, Interaction event) {
        byte[] key = event.user() == null ? null : event.user().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, key, InteractionJson.encode(event));
    }

    /**
     * As the other, for a topic whose events may have another format.
     *
     * @param marked whether they have one
     */
    static ProducerRecord<byte[], byte[]> of(String topic, Interaction event, boolean marked) {
        ProducerRecord<byte[], byte[]> record = of(topic, event);
        if (marked) {
            Origin.markOwnJson(record.headers());
        }
        return record;
    }
}
