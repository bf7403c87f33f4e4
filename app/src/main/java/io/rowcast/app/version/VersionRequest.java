// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.version;

import io.rowcast.app.load.ClientSettings;
import io.rowcast.app.runtime.RuntimeFailure;
import io.rowcast.topology.Topics;
import io.rowcast.topology.client.CommittedReads;
import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.processor.PartitionKey;
import io.rowcast.topology.serde.VersionRequestFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Asks a running deployment for a version and waits for it. */
public final class VersionRequest {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Object> clientProperties;
    private final Topics topics;
    private final long id;

    /**
     * @param clientProperties {@code bootstrap.servers} and any other settings of Kafka clients
     * @param id of the request, which no other has
     */
    public VersionRequest(Map<String, Object> clientProperties, Topics topics, long id) {
        this.clientProperties = Map.copyOf(clientProperties);
        this.topics = topics;
        this.id = id;
    }

    /**
     * Asks.
     *
     * @param timeout longest time to wait
     * @return the version that answers, even if another came meanwhile
     * @throws RuntimeFailure if the deployment has no topics, or does not answer in time
     */
    public CodebookVersion await(Duration timeout) throws InterruptedException {
        TopicPartition control = new TopicPartition(topics.versions(), 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(CommittedReads.settings(clientProperties))) {
            requireTopic(consumer.partitionsFor(topics.versions()), topics.versions());
            consumer.assign(List.of(control));
            consumer.seekToEnd(List.of(control));
            // Found before anything is sent, so that the answer is behind it.
            consumer.position(control);
            send();
            long start = System.nanoTime();
            while (System.nanoTime() - start < timeout.toNanos()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (answers(record)) {
                        return VersionList.decode(record);
                    }
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } catch (ExecutionException e) {
            throw RuntimeFailure.of("a version cannot be asked for", e);
        }
        throw new RuntimeFailure(
                "no version within " + timeout.toMillis() / 1000.0 + " s. Asked was through topic "
                        + topics.versionRequests()
                        + "; it takes a running instance (rowcast run) to answer, which it does "
                        + "once it is restored",
                null);
    }

    private void send() throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(ClientSettings.producer(clientProperties))) {
            List<PartitionInfo> partitions = producer.partitionsFor(topics.versionRequests());
            requireTopic(partitions, topics.versionRequests());
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (PartitionInfo partition : partitions) {
                sent.add(producer.send(new ProducerRecord<>(
                        topics.versionRequests(),
                        partition.partition(),
                        PartitionKey.encode(partition.partition()),
                        VersionRequestFormat.encode(id))));
            }
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        }
    }

    private boolean answers(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(VersionRequestFormat.HEADER);
        return Optional.ofNullable(header)
                .map(found -> new String(found.value(), StandardCharsets.UTF_8))
                .filter(ids -> Arrays.asList(ids.split(",")).contains(VersionRequestFormat.text(id)))
                .isPresent();
    }

    private static void requireTopic(List<PartitionInfo> partitions, String topic) {
        if (partitions == null || partitions.isEmpty()) {
            throw new RuntimeFailure(
                    "topic " + topic + " does not exist; has the deployment run on this cluster?", null);
        }
    }
}
