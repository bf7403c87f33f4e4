// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.client;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.serde.MappingJson;
import io.rowcast.topology.serde.MappingValues;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Decodes records of the mapping topic; those of kinds that this version does not know are passed over.
 *
 * @param mappings is given each mapping; one whose row is {@link Mapping#NO_ROW} says that the vertex is gone
 * @param rows is given each state of a row
 */
record TableFeed(Consumer<Mapping> mappings, Consumer<RowState> rows) {

    /**
     * Passes a record on.
     *
     * @throws IllegalStateException naming topic, partition and offset, if the record cannot be decoded
     */
    void accept(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(MappingValues.HEADER);
        byte[] form = header == null ? null : header.value();
        try {
            switch (MappingJson.kind(record.key())) {
                case MAPPING -> mappings.accept(MappingValues.decode(record.key(), record.value(), form));
                case ROW -> rows.accept(MappingValues.decodeRow(record.key(), record.value(), form));
                case UNKNOWN -> {}
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    String.format(
                            "topic %s, partition %d, offset %d: %s",
                            record.topic(), record.partition(), record.offset(), e.getMessage()),
                    e);
        }
    }
}
