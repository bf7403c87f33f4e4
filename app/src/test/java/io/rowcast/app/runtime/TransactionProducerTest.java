// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.app.broker.BrokerFixture;
import io.rowcast.app.broker.EmbeddedBroker;
import io.rowcast.app.home.Home;
import io.rowcast.app.home.HomeLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class TransactionProducerTest {
    @RegisterExtension
    static final BrokerFixture BROKER = new BrokerFixture();

    @Test
    void shouldBeFencedByEveryCallWhenTheCoordinatorHasAbortedItsTransaction() throws Exception {
        String topic = BROKER.newTopic(1, Map.of());
        try (TransactionProducer producer = begun("timed-out")) {
            producer.send(message(topic)).get();
            awaitAborted("timed-out");

            assertThatThrownBy(producer::commitTransaction)
                    .isInstanceOf(ProducerFencedException.class)
                    .hasMessageContaining("lost")
                    .hasCauseInstanceOf(InvalidTxnStateException.class);

            assertThatThrownBy(() -> producer.sendOffsetsToTransaction(offsets(topic), member()))
                    .isInstanceOf(ProducerFencedException.class);
            assertThatThrownBy(producer::abortTransaction).isInstanceOf(ProducerFencedException.class);
            assertThatThrownBy(() -> producer.send(message(topic), null))
                    .isInstanceOf(KafkaException.class)
                    .hasCauseInstanceOf(ProducerFencedException.class);
        }
        try (TransactionProducer producer = begun("timed-out")) {
            producer.send(message(topic)).get();
            producer.commitTransaction();
        }
        assertThat(BROKER.read(topic, "read_committed")).hasSize(1);
    }

    @Test
    void shouldSendWhatLingersWhenTheTransactionEndsHoweverOftenItIsFlushed() throws Exception {
        String topic = BROKER.newTopic(1, Map.of());
        try (TransactionProducer producer = begun(producer("flushed", ProducerConfig.LINGER_MS_CONFIG, 600_000))) {
            Future<RecordMetadata> sent = producer.send(message(topic), null);
            producer.flush();
            producer.flush();
            assertThat(sent).isNotDone();

            producer.sendOffsetsToTransaction(offsets(topic), member());

            assertThat(sent).isDone();
            producer.commitTransaction();
        }
        assertThat(BROKER.read(topic, "read_committed")).hasSize(1);
    }

    @Test
    void shouldBeFencedWhenARecordWasNotSentInTime() throws Exception {
        String topic = BROKER.newTopic(1, Map.of());
        try (TransactionProducer producer = producer("late", ProducerConfig.MAX_BLOCK_MS_CONFIG, 2000)) {
            producer.initTransactions();
            for (int transaction = 0; transaction < 2; transaction++) {
                producer.beginTransaction();
                assertThat(producer.send(message("there-is-none"), null)).isDone();

                assertThatThrownBy(() -> producer.sendOffsetsToTransaction(offsets(topic), member()))
                        .isInstanceOf(ProducerFencedException.class)
                        .hasCauseInstanceOf(TimeoutException.class);
                producer.abortTransaction();
            }
            producer.beginTransaction();
            producer.send(message(topic), null).get();
            producer.sendOffsetsToTransaction(offsets(topic), member());
            producer.commitTransaction();
        }
        assertThat(BROKER.read(topic, "read_committed")).hasSize(1);
    }

    @Test
    void shouldBeFencedWhenTheBrokerDoesNotAnswerInTime(@TempDir Path directory) throws Exception {
        Home home = new Home(directory);
        TransactionProducer producer;
        try (HomeLock lock = home.lock("test");
                EmbeddedBroker broker = EmbeddedBroker.start(home, lock, OptionalInt.empty())) {
            Map<String, Object> settings = new HashMap<>(
                    Map.of("bootstrap.servers", broker.bootstrapServers(), ProducerConfig.MAX_BLOCK_MS_CONFIG, 2000));
            try (Admin admin = Admin.create(settings)) {
                admin.createTopics(List.of(new NewTopic("t", 1, (short) 1)))
                        .all()
                        .get();
            }
            settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "unanswered");
            producer = begun(new TransactionProducer(settings));
            producer.send(message("t"), null).get();
        }

        assertThatThrownBy(producer::commitTransaction)
                .isInstanceOf(ProducerFencedException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        producer.close(Duration.ZERO);
    }

    @Test
    void shouldFailTheTransactionWhenARecordIsRefused() throws Exception {
        String topic = BROKER.newTopic(1, Map.of());
        try (TransactionProducer producer = begun(producer("refused", ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 100))) {
            assertThat(producer.send(new ProducerRecord<>(topic, new byte[1000]), null))
                    .isDone();

            assertThatThrownBy(() -> producer.sendOffsetsToTransaction(offsets(topic), member()))
                    .isInstanceOf(KafkaException.class)
                    .isNotInstanceOf(ProducerFencedException.class)
                    .hasCauseInstanceOf(RecordTooLargeException.class);
            producer.abortTransaction();
        }
    }

    @Test
    void shouldLeaveAllElseAsItIs() throws Exception {
        String topic = BROKER.newTopic(1, Map.of());
        try (TransactionProducer producer = producer("plain")) {
            producer.initTransactions();
            assertThatThrownBy(producer::commitTransaction).isInstanceOf(IllegalStateException.class);
        }
        try (TransactionProducer producer = begun("plain")) {
            AtomicReference<Exception> failure = new AtomicReference<>(new IllegalStateException("not called"));
            producer.send(message(topic), (metadata, e) -> failure.set(e)).get();
            producer.commitTransaction();
            assertThat(failure.get()).isNull();
        }
    }

    private static TransactionProducer producer(String transactionalId) {
        return producer(transactionalId, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 1000);
    }

    private static TransactionProducer begun(String transactionalId) {
        return begun(producer(transactionalId));
    }

    private static TransactionProducer begun(TransactionProducer producer) {
        producer.initTransactions();
        producer.beginTransaction();
        return producer;
    }

    private static TransactionProducer producer(String transactionalId, String setting, Object value) {
        return new TransactionProducer(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                BROKER.bootstrapServers(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                transactionalId,
                setting,
                value));
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(String topic) {
        return Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(1));
    }

    private static ConsumerGroupMetadata member() {
        Map<String, Object> settings = new HashMap<>(BROKER.clientProperties());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "group");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.groupMetadata();
        }
    }

    private static ProducerRecord<byte[], byte[]> message(String topic) {
        return new ProducerRecord<>(topic, new byte[] {1});
    }

    private static void awaitAborted(String transactionalId) {
        try (Admin admin = Admin.create(BROKER.clientProperties())) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> admin.describeTransactions(List.of(transactionalId))
                                    .description(transactionalId)
                                    .get()
                                    .state()
                            == TransactionState.COMPLETE_ABORT);
        }
    }
}
