// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.app.broker.BrokerFixture;
import io.rowcast.topology.client.CodebookTable;
import io.rowcast.topology.client.MappingReader;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.MappingJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class MappingReaderTest {
    @RegisterExtension
    private static final BrokerFixture BROKER = new BrokerFixture();

    private String topic;
    private MappingReader reader;

    @BeforeEach
    void createTopic() throws Exception {
        topic = BROKER.newTopic(3, Map.of("cleanup.policy", "compact"));
        reader = new MappingReader(BROKER.clientProperties(), topic);
    }

    @Test
    void shouldReadWhatIsCommittedWhenTransactionsEndDifferently() {
        try (KafkaProducer<byte[], byte[]> producer = producer(true)) {
            producer.initTransactions();
            for (int round = 0; round < 10; round++) {
                producer.beginTransaction();
                for (int i = 0; i < 1000; i++) {
                    send(producer, Side.USER, "u" + i, round, i);
                    send(producer, Side.ITEM, "i" + i, round + i, Mapping.NO_ROW);
                }
                if (round % 2 == 0) {
                    producer.commitTransaction();
                } else {
                    producer.abortTransaction();
                }
            }
            producer.beginTransaction();
            send(producer, Side.USER, "u0", Mapping.NO_ROW, Mapping.NO_ROW);
            send(producer, Side.USER, "never", Mapping.NO_ROW, Mapping.NO_ROW);
            producer.commitTransaction();
            producer.beginTransaction();
            send(producer, Side.USER, "u1", 99, 99);
            producer.flush();
            // The last transaction is still open: neither is it read nor does it hold the reading up.
            List<Long> progress = new ArrayList<>();
            CodebookTable table = reader.readTable((read, total) -> {
                assertThat(read).isLessThanOrEqualTo(total);
                progress.add(total - read);
            });

            assertThat(progress).isNotEmpty().endsWith(0L);
            assertThat(table.size(Side.USER)).isEqualTo(999);
            assertThat(table.size(Side.ITEM)).isEqualTo(1000);
            assertThat(table.get(Side.USER, "u0")).isNull();
            assertThat(table.get(Side.USER, "u1")).isEqualTo(new Mapping(Side.USER, "u1", 8, 1));
            assertThat(table.get(Side.ITEM, "i5")).isEqualTo(new Mapping(Side.ITEM, "i5", 13, Mapping.NO_ROW));
        }
    }

    @Test
    void shouldPassRecordsInOrderWhenVertexChanges() {
        try (KafkaProducer<byte[], byte[]> producer = producer(false)) {
            send(producer, Side.USER, "ü", 1, 2);
            send(producer, Side.USER, "ü", Mapping.NO_ROW, Mapping.NO_ROW);
            send(producer, Side.USER, "ü", 3, Mapping.NO_ROW);
        }
        List<Mapping> mappings = new ArrayList<>();

        assertThat(reader.read(mappings::add)).isEqualTo(3);
        assertThat(mappings)
                .containsExactly(
                        new Mapping(Side.USER, "ü", 1, 2),
                        new Mapping(Side.USER, "ü", Mapping.NO_ROW, Mapping.NO_ROW),
                        new Mapping(Side.USER, "ü", 3, Mapping.NO_ROW));
    }

    @Test
    void shouldPassOverRecordsWhenTheyAreNotOfVertices() {
        try (KafkaProducer<byte[], byte[]> producer = producer(false)) {
            send(producer, Side.USER, "u", 1, 2);
            Future<?> unusedRow = producer.send(new ProducerRecord<>(
                    topic, MappingJson.rowKey(Side.USER, 1), MappingJson.value(new RowState(Side.USER, 1, 2, true))));
            for (byte[] key : new byte[][] {{'x', ':'}, {'x'}}) {
                Future<?> unused = producer.send(new ProducerRecord<>(topic, key, new byte[] {'?'}));
            }
        }
        List<Mapping> mappings = new ArrayList<>();

        assertThat(reader.read(mappings::add)).isEqualTo(4);
        assertThat(mappings).containsExactly(new Mapping(Side.USER, "u", 1, 2));
        assertThat(reader.readTable().rows(Side.USER).generation(1)).isEqualTo(2);
    }

    @Test
    void shouldEndAtOnceWhenTopicIsEmpty() {
        assertThat(reader.read(mapping -> assertThat(mapping).isNull())).isZero();
    }

    @Test
    void shouldNamePlaceWhenRecordIsNoMapping() {
        try (KafkaProducer<byte[], byte[]> producer = producer(false)) {
            Future<?> unused =
                    producer.send(new ProducerRecord<>(topic, 1, MappingJson.key(Side.USER, "u"), new byte[] {'?'}));
        }

        assertThatThrownBy(reader::readTable)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("topic " + topic + ", partition 1, offset 0: not a mapping value: ?");
    }

    @Test
    void shouldSaySoWhenTopicDoesNotExist() {
        MappingReader lost = new MappingReader(BROKER.clientProperties(), "unknown");

        assertThatThrownBy(lost::readTable)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("topic unknown does not exist");
    }

    private void send(KafkaProducer<byte[], byte[]> producer, Side side, String id, int row, int secondaryRow) {
        byte[] value = MappingJson.value(new Mapping(side, id, row, secondaryRow));
        Future<?> unused = producer.send(new ProducerRecord<>(topic, MappingJson.key(side, id), value));
    }

    private KafkaProducer<byte[], byte[]> producer(boolean transactional) {
        Map<String, Object> settings = new HashMap<>(BROKER.clientProperties());
        if (transactional) {
            settings.put("transactional.id", topic);
        }
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
