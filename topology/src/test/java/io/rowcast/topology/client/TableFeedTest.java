// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.MappingEncoding;
import io.rowcast.topology.serde.MappingEncoding.Form;
import io.rowcast.topology.serde.MappingJson;
import io.rowcast.topology.serde.MappingValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class TableFeedTest {
    private final List<Object> taken = new ArrayList<>();
    private final TableFeed feed = new TableFeed(taken::add, taken::add);

    @Test
    void shouldReadEveryFormWhereSeveralAreInOneTopic() {
        Mapping mapping = new Mapping(Side.USER, "u", 3, 1, 4, 0);
        RowState row = new RowState(Side.ITEM, 3, 2, false);
        for (Form form : Form.values()) {
            MappingEncoding encoding = new MappingEncoding(form, 5);
            feed.accept(record(MappingJson.key(Side.USER, "u"), encoding.value(mapping), encoding.header()));
            feed.accept(record(MappingJson.rowKey(Side.ITEM, 3), encoding.value(row), encoding.header()));
        }

        assertThat(taken).containsExactly(mapping, row, mapping, row, mapping, row);
    }

    @Test
    void shouldNameThePlaceWhenAFormIsUnknown() {
        byte[] later = "avro.2".getBytes(StandardCharsets.UTF_8);

        assertThatIllegalStateException()
                .isThrownBy(() -> feed.accept(record(MappingJson.key(Side.USER, "u"), new byte[12], later)))
                .withMessage("topic t, partition 1, offset 9: format avro.2 is none of avro.1 and protobuf.1");
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value, byte[] form) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("t", 1, 9, key, value);
        if (form != null) {
            record.headers().add(MappingValues.HEADER, form);
        }
        return record;
    }
}
