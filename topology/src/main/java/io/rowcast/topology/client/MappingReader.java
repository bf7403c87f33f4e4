package io.rowcast.topology.client;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.serde.MappingJson;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads a compacted mapping topic from its beginning to where it ended when the reading began, only what is committed.
 * It joins no group and commits nothing, so any number of readers may read at any time.
 */
public final class MappingReader {
    private final Map<String, Object> clientProperties;
    private final String topic;

    /**
     * @param clientProperties {@code bootstrap.servers} and any other settings of Kafka clients
     * @param topic the mapping topic, which must exist
     */
    public MappingReader(Map<String, Object> clientProperties, String topic) {
        this.clientProperties = Map.copyOf(clientProperties);
        this.topic = topic;
    }

    /**
     * Reads every mapping in the order of its partition. A later record of a vertex replaces an earlier one; one whose
     * row is {@link Mapping#NO_ROW} says that the vertex is gone. Records of rows and of kinds that this version does not
     * know are passed over.
     *
     * @return the number of records, with those passed over
     * @throws IllegalStateException if the topic does not exist, holds a record that is not a mapping (the message names
     *     topic, partition and offset), or gives nothing for a minute
     */
    public long read(Consumer<Mapping> each) {
        return read(each, (done, total) -> {});
    }

    /** As {@link #read(Consumer)}, telling how far it is. */
    public long read(Consumer<Mapping> each, TopicReader.Progress progress) {
        try (TopicReader reader = new TopicReader(clientProperties)) {
            return reader.read(
                    Map.of(),
                    reader.ends(topic),
                    record -> {
                        if (MappingJson.kind(record.key()) == MappingJson.Kind.MAPPING) {
                            each.accept(decode(record));
                        }
                    },
                    progress);
        }
    }

    /**
     * Reads the latest mapping of every vertex.
     *
     * @throws IllegalStateException as {@link #read(Consumer)}
     */
    public MappingTable readTable() {
        return readTable((done, total) -> {});
    }

    /** As {@link #readTable()}, telling how far it is. */
    public MappingTable readTable(TopicReader.Progress progress) {
        MappingTable table = new MappingTable();
        read(table::put, progress);
        return table;
    }

    private Mapping decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return MappingJson.decode(record.key(), record.value());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    String.format(
                            "topic %s, partition %d, offset %d: %s",
                            record.topic(), record.partition(), record.offset(), e.getMessage()),
                    e);
        }
    }
}
