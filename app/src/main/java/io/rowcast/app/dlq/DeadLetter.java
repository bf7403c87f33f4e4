// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.dlq;

import io.rowcast.topology.processor.Origin;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * An event that could not be applied.
 *
 * @param partition where the letter is
 * @param offset where the letter is
 * @param timestamp of the event's record, in milliseconds since the epoch
 * @param key of the event, or {@code null}
 * @param value of the event, or {@code null}
 * @param headers of the event
 * @param reason why it could not be applied; {@link #NO_REASON} of a record that is not a letter of Rowcast
 * @param origin where it came from as {@code topic partition:offset}
 * @param replays how often it was replayed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DeadLetter(
        int partition,
        long offset,
        long timestamp,
        byte[] key,
        byte[] value,
        List<Header> headers,
        String reason,
        String origin,
        int replays) {
    public static final String NO_REASON = "no reason is given";

    private static final String UNKNOWN = "?";

    static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
        return new DeadLetter(
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                Arrays.stream(record.headers().toArray())
                        .filter(header -> !Origin.isOfPlace(header.key()))
                        .toList(),
                header(record, Origin.REASON, NO_REASON),
                header(record, Origin.TOPIC, UNKNOWN) + " " + header(record, Origin.PARTITION, UNKNOWN) + ":"
                        + header(record, Origin.OFFSET, UNKNOWN),
                replays(header(record, Origin.REPLAYS, "0")));
    }

    private static int replays(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name, String otherwise) {
        String text = Origin.text(record.headers(), name);
        return text.isEmpty() ? otherwise : text;
    }
}
