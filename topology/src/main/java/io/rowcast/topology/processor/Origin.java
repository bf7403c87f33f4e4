// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.store.HashKey;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Where an event came from, as headers: kept when an event is sent on to its user, and told in its dead letter. */
public final class Origin {
    public static final String REASON = "rowcast.reason";
    public static final String TOPIC = "rowcast.topic";
    public static final String PARTITION = "rowcast.partition";
    public static final String OFFSET = "rowcast.offset";

    /** How often the event was replayed from the dead-letter topic; there only if it was. */
    public static final String REPLAYS = "rowcast.replays";

    /**
     * What the value looks like where it is not what the topic has by its configuration: {@link #OWN_JSON} on events that
     * Rowcast itself sent, and on dead letters of single interactions of a record of a foreign format.
     */
    public static final String FORMAT = "rowcast.format";

    /** Rowcast's own JSON, as the value of the header {@link #FORMAT}. */
    public static final String OWN_JSON = "json";

    /** On records of votes: the user that was forgotten and whose votes these take back, as its hash in 8 B. */
    public static final String FORGOTTEN = "rowcast.forgotten";

    private static final Set<String> OF_PLACE = Set.of(REASON, TOPIC, PARTITION, OFFSET, REPLAYS);

    private Origin() {}

    /**
     * Headers for sending an event on.
     *
     * @param received headers of the event
     */
    static Headers of(RecordMetadata metadata, Headers received) {
        Headers headers = new RecordHeaders();
        headers.add(TOPIC, metadata.topic().getBytes(StandardCharsets.UTF_8));
        headers.add(PARTITION, Integer.toString(metadata.partition()).getBytes(StandardCharsets.UTF_8));
        headers.add(OFFSET, Long.toString(metadata.offset()).getBytes(StandardCharsets.UTF_8));
        if (isNumber(received, REPLAYS)) {
            headers.add(received.lastHeader(REPLAYS));
        }
        if (isOwnJson(received)) {
            headers.add(received.lastHeader(FORMAT));
        }
        return headers;
    }

    /** As {@link #of}, for an interaction that a foreign format has read, and whose value is Rowcast's own JSON. */
    static Headers ofForeign(RecordMetadata metadata, Headers received) {
        return markOwnJson(of(metadata, received));
    }

    /** Says of an event that it is Rowcast's own JSON, whatever the format of its topic. */
    public static Headers markOwnJson(Headers headers) {
        return headers.remove(FORMAT).add(FORMAT, OWN_JSON.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether an event says that it is Rowcast's own JSON. */
    static boolean isOwnJson(Headers received) {
        return text(received, FORMAT).equals(OWN_JSON);
    }

    /** Whether a header tells of an event what holds for this one place of it alone. */
    public static boolean isOfPlace(String name) {
        return OF_PLACE.contains(name);
    }

    /** Headers of the votes of a forgotten user. */
    static Headers forgotten(long user) {
        return new RecordHeaders().add(FORGOTTEN, HashKey.encode(user));
    }

    /**
     * Checks the headers of an event that was sent on.
     *
     * @throws CorruptRecordException if they do not tell where it came from
     */
    static void check(Headers headers) {
        if (text(headers, TOPIC).isEmpty() || !isNumber(headers, PARTITION) || !isNumber(headers, OFFSET)) {
            throw new CorruptRecordException("event sent on: its headers do not tell its origin");
        }
    }

    /** The origin in one line. */
    static String describe(Headers headers) {
        return "topic " + text(headers, TOPIC) + ", partition " + text(headers, PARTITION) + ", offset "
                + text(headers, OFFSET);
    }

    private static boolean isNumber(Headers headers, String name) {
        String text = text(headers, name);
        return !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The text of the last header of a name; empty if there is none. */
    public static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /**
     * Headers of a dead letter: those of the event, and where it came from and why it is one.
     *
     * @param received headers of the event, which name its origin if it was sent on
     * @param metadata where the event was read
     * @param internalTopic the topic events are sent on through, whose headers can be believed
     * @param foreign whether the letter is not the event but one interaction of it
     */
    static Headers deadLetter(
            String reason, Headers received, RecordMetadata metadata, String internalTopic, boolean foreign) {
        Headers headers = foreign ? ofForeign(metadata, received) : of(metadata, received);
        if (!foreign) {
            received.forEach(header -> {
                if (!isOfPlace(header.key()) && !header.key().equals(FORMAT)) {
                    headers.add(header);
                }
            });
        }
        if (metadata.topic().equals(internalTopic)) {
            for (String name : new String[] {TOPIC, PARTITION, OFFSET}) {
                Header header = received.lastHeader(name);
                if (header != null) {
                    headers.remove(name).add(header);
                }
            }
        }
        return headers.add(REASON, reason.getBytes(StandardCharsets.UTF_8));
    }
}
