// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.broker;

import io.rowcast.app.home.Home;
import io.rowcast.app.home.HomeLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One embedded broker for all tests of a class, to be registered in a static field. */
public final class BrokerFixture implements BeforeAllCallback, AfterAllCallback {
    private Path directory;
    private HomeLock lock;
    private EmbeddedBroker broker;
    private int topics;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("rowcast-broker");
        Home home = new Home(directory);
        lock = home.lock("test");
        broker = EmbeddedBroker.start(home, lock, OptionalInt.empty());
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        broker.close();
        lock.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** The settings that clients of this broker need. */
    public Map<String, Object> clientProperties() {
        return Map.of("bootstrap.servers", bootstrapServers());
    }

    /** Creates a topic of a new name. */
    public String newTopic(int partitions, Map<String, String> settings)
            throws ExecutionException, InterruptedException {
        topics++;
        String name = "topic-" + topics;
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
        try (Admin admin = Admin.create(clientProperties())) {
            admin.createTopics(List.of(topic)).all().get();
            // The broker learns a moment later what the controller has done.
            Awaitility.await().until(() -> admin.listTopics().names().get().contains(name));
        }
        return name;
    }

    /** Everything in a topic up to its present end, in the order of the partitions. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic, String isolationLevel) {
        Map<String, Object> settings = new HashMap<>(clientProperties());
        settings.put("isolation.level", isolationLevel);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (Map.Entry<TopicPartition, Long> end :
                    consumer.endOffsets(partitions).entrySet()) {
                consumer.assign(List.of(end.getKey()));
                consumer.seekToBeginning(List.of(end.getKey()));
                while (consumer.position(end.getKey()) < end.getValue()) {
                    consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                }
            }
        }
        return records;
    }
}
