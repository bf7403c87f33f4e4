// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.version;

import io.rowcast.app.runtime.RuntimeFailure;
import io.rowcast.topology.client.TopicReader;
import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.serde.CodebookVersionJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the versions that are on the control topic. */
public final class VersionList {
    private VersionList() {}

    /**
     * The versions, the oldest first.
     *
     * @param clientProperties {@code bootstrap.servers} and any other settings of Kafka clients
     * @param topic the control topic
     * @throws RuntimeFailure if the topic does not exist or holds a record that is none
     */
    public static List<CodebookVersion> read(Map<String, Object> clientProperties, String topic) {
        Map<String, CodebookVersion> versions = new TreeMap<>();
        try (TopicReader reader = new TopicReader(clientProperties)) {
            reader.read(
                    Map.of(),
                    reader.ends(topic),
                    record -> {
                        // A version that is deleted has no value.
                        if (record.value() == null) {
                            versions.remove(key(record));
                        } else {
                            versions.put(key(record), decode(record));
                        }
                    },
                    (done, total) -> {});
        } catch (IllegalStateException e) {
            throw new RuntimeFailure(e.getMessage(), e);
        }
        return versions.values().stream()
                .sorted((a, b) -> Long.compare(a.version(), b.version()))
                .toList();
    }

    static CodebookVersion decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return CodebookVersionJson.decode(record.key(), record.value());
        } catch (IllegalArgumentException e) {
            throw new RuntimeFailure(
                    String.format(
                            "topic %s, partition %d, offset %d: %s",
                            record.topic(), record.partition(), record.offset(), e.getMessage()),
                    e);
        }
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }
}
