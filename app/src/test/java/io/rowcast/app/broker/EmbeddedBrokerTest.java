// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.app.home.Home;
import io.rowcast.app.home.HomeLock;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedBrokerTest {

    @TempDir
    private Path directory;

    @Test
    void shouldGoOnWhereItStoppedWhenStartedAgainOnSameHome() throws Exception {
        Home home = new Home(directory);
        try (HomeLock lock = home.lock("test")) {
            assertThat(EmbeddedBroker.hasData(home)).isFalse();
            try (EmbeddedBroker broker = EmbeddedBroker.start(home, lock, OptionalInt.empty());
                    Admin admin = admin(broker)) {
                admin.createTopics(List.of(new NewTopic("t", Optional.of(3), Optional.empty())))
                        .all()
                        .get();
                try (KafkaProducer<String, String> producer = producer(broker)) {
                    producer.send(new ProducerRecord<>("t", 0, "k", "v")).get();
                }
                assertThat(home.runningBroker()).contains(broker.bootstrapServers());
            }
            assertThat(home.runningBroker()).isEmpty();

            try (EmbeddedBroker broker = EmbeddedBroker.start(home, lock, OptionalInt.empty());
                    Admin admin = admin(broker)) {
                TopicPartition partition = new TopicPartition("t", 0);
                assertThat(admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                                .partitionResult(partition)
                                .get()
                                .offset())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void shouldNotCreateTopicWhenClientAsksForUnknownOne() {
        Home home = new Home(directory);
        try (HomeLock lock = home.lock("test");
                EmbeddedBroker broker = EmbeddedBroker.start(home, lock, OptionalInt.empty());
                Admin admin = admin(broker)) {
            assertThatThrownBy(() -> admin.describeTopics(List.of("unknown"))
                            .allTopicNames()
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void shouldNamePortWhenItIsTaken() throws Exception {
        Home home = new Home(directory);
        try (HomeLock lock = home.lock("test");
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(home, lock, OptionalInt.of(taken.getLocalPort())))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " is not free");
        }
    }

    private static Admin admin(Broker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static KafkaProducer<String, String> producer(Broker broker) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", broker.bootstrapServers());
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }
}
