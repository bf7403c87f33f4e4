package io.rowcast.topology.processor;

import io.rowcast.topology.store.HashKey;
import java.nio.charset.StandardCharsets;
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

    /** On records of votes: the user that was forgotten and whose votes these take back, as its hash in 8 B. */
    public static final String FORGOTTEN = "rowcast.forgotten";

    private Origin() {}

    /** Headers for sending an event on. */
    static Headers of(RecordMetadata metadata) {
        Headers headers = new RecordHeaders();
        headers.add(TOPIC, metadata.topic().getBytes(StandardCharsets.UTF_8));
        headers.add(PARTITION, Integer.toString(metadata.partition()).getBytes(StandardCharsets.UTF_8));
        headers.add(OFFSET, Long.toString(metadata.offset()).getBytes(StandardCharsets.UTF_8));
        return headers;
    }

    /** Headers of the votes of a forgotten user. */
    static Headers forgotten(long user) {
        return new RecordHeaders().add(FORGOTTEN, HashKey.encode(user));
    }

    /**
     * Headers of a dead letter.
     *
     * @param received headers of the event, which name its origin if it was sent on
     * @param metadata where the event was read
     * @param internalTopic the topic events are sent on through, whose headers can be believed
     */
    static Headers deadLetter(String reason, Headers received, RecordMetadata metadata, String internalTopic) {
        Headers headers = of(metadata);
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
