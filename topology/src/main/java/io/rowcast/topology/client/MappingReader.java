// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.client;

import io.rowcast.topology.codebook.Mapping;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads a compacted mapping topic from its beginning to where it ended when the reading began, only what is committed and
 * whatever the versions. It joins no group and commits nothing, so any number of readers may read at any time.
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
        return read(new TableFeed(each, state -> {}), (done, total) -> {});
    }

    /**
     * Reads the latest mapping of every vertex and the latest state of every row.
     *
     * @throws IllegalStateException as {@link #read(Consumer)}
     */
    public CodebookTable readTable() {
        return readTable((done, total) -> {});
    }

    /** As {@link #readTable()}, telling how far it is. */
    public CodebookTable readTable(TopicReader.Progress progress) {
        CodebookTable table = new CodebookTable();
        read(new TableFeed(table::put, table::put), progress);
        return table;
    }

    private long read(TableFeed feed, TopicReader.Progress progress) {
        try (TopicReader reader = new TopicReader(clientProperties)) {
            return reader.read(Map.of(), reader.ends(topic), feed::accept, progress);
        }
    }
}
