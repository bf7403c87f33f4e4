// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** The record's timestamp; for one without, the time reached so far, as no record may stop the stream for lack of one. */
final class NonNegativeTimestamp implements TimestampExtractor {

    @Override
    public long extract(ConsumerRecord<Object, Object> event, long partitionTime) {
        return event.timestamp() >= 0 ? event.timestamp() : Math.max(0, partitionTime);
    }
}
