// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.forget;

import io.rowcast.app.load.ClientSettings;
import io.rowcast.app.runtime.RuntimeFailure;
import io.rowcast.topology.Topics;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.processor.InteractionRouter;
import io.rowcast.topology.processor.Origin;
import io.rowcast.topology.serde.InteractionJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Sends the event that has a user or an item forgotten, and follows the topics until every deletion is on them: first what
 * the users' side does, then that the items have counted the votes taken back. Reads from where the topics ended before the
 * event was sent, so it takes no longer and no more memory in a large deployment.
 */
public final class Forgetter implements AutoCloseable {
    private static final long PROGRESS_NANOS = Duration.ofMillis(250).toNanos();

    private final Map<String, Object> clientProperties;
    private final Topics topics;
    private final String group;
    private final Admin admin;

    /**
     * @param clientProperties {@code bootstrap.servers} and any other settings of Kafka clients
     * @param group the application id
     */
    public Forgetter(Map<String, Object> clientProperties, Topics topics, String group) {
        this.clientProperties = clientProperties;
        this.topics = topics;
        this.group = group;
        this.admin = Admin.create(clientProperties);
    }

    /**
     * Forgets.
     *
     * @param timeout how long to wait for the deletions
     * @return what happened; not {@link Receipt#complete()} if it took too long
     * @throws RuntimeFailure if the deployment has no topics or no running instance; nothing is sent then
     */
    public Receipt forget(Side side, String id, Duration timeout) throws InterruptedException {
        try {
            requireInstance();
            int partitions = partitions(List.of(topics.interactions())).size();
            Traces traces =
                    side == Side.USER ? new UserTraces(topics, id, partitions) : new ItemTraces(topics, id, partitions);
            List<Receipt.Remains> remains = Remainders.of(admin, topics, side);
            Map<TopicPartition, Long> from = ends(traces);
            long start = System.nanoTime();
            Place event = send(side, id, partitions);
            Rejection rejection = new Rejection(topics, event);
            try (TopicFollower follower = new TopicFollower(clientProperties, from, record -> {
                traces.accept(record);
                rejection.accept(record);
            })) {
                List<String> missing = follow(follower, traces, rejection, event, start + timeout.toNanos());
                return new Receipt(
                        side.word(),
                        id,
                        missing.isEmpty() && rejection.reason() == null,
                        traces.known(),
                        rejection.reason(),
                        (System.nanoTime() - start) / 1e9,
                        event,
                        traces.deletions(),
                        traces.votes(),
                        traces.cameBack(),
                        missing,
                        remains);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new RuntimeFailure("deployment " + group + " lacks topics; has it run on this cluster?", e);
            }
            throw RuntimeFailure.of(side.word() + " " + id + " cannot be forgotten", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }

    /** Returns what was still being waited for when the time was up. */
    private List<String> follow(
            TopicFollower follower, Traces traces, Rejection rejection, Place event, long deadlineNanos)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> asked = Map.of(event.topicPartition(), event.offset());
        if (!await(follower, deadlineNanos, () -> consumed(asked))) {
            return List.of("that an instance consumes the event");
        }
        if (!readToEnd(follower, deadlineNanos)
                || !await(follower, deadlineNanos, () -> traces.usersDone() || rejection.reason() != null)
                || !readToEnd(follower, deadlineNanos)) {
            return traces.usersDone() ? List.of("the end of the topics") : traces.usersMissing();
        }
        if (!await(follower, deadlineNanos, () -> consumed(traces.toBeCounted()))) {
            return List.of("that the votes taken back are counted");
        }
        return readToEnd(follower, deadlineNanos) ? List.of() : List.of("the end of the topics");
    }

    private static boolean await(TopicFollower follower, long deadlineNanos, BooleanSupplier done) {
        long next = System.nanoTime();
        while (System.nanoTime() - deadlineNanos < 0) {
            follower.poll();
            long now = System.nanoTime();
            if (now - next >= 0) {
                if (done.getAsBoolean()) {
                    return true;
                }
                next = now + PROGRESS_NANOS;
            }
        }
        return false;
    }

    private static boolean readToEnd(TopicFollower follower, long deadlineNanos) {
        Map<TopicPartition, Long> ends = follower.ends();
        return await(follower, deadlineNanos, () -> follower.reached(ends));
    }

    /** Whether the deployment has committed offsets beyond these. */
    private boolean consumed(Map<TopicPartition, Long> offsets) {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return offsets.entrySet().stream().allMatch(entry -> {
                OffsetAndMetadata offset = committed.get(entry.getKey());
                return offset != null && offset.offset() > entry.getValue();
            });
        } catch (ExecutionException e) {
            throw RuntimeFailure.of("the progress of deployment " + group + " cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeFailure("interrupted", e);
        }
    }

    private void requireInstance() throws ExecutionException, InterruptedException {
        boolean runs;
        try {
            runs = !admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get()
                    .members()
                    .isEmpty();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
            runs = false;
        }
        if (!runs) {
            throw new RuntimeFailure(
                    "no instance of deployment " + group + " runs, and nothing can be forgotten without one; start "
                            + "rowcast run first. Nothing was sent",
                    null);
        }
    }

    private List<TopicPartition> partitions(List<String> names) throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicDescription topic :
                admin.describeTopics(names).allTopicNames().get().values()) {
            topic.partitions().forEach(info -> partitions.add(new TopicPartition(topic.name(), info.partition())));
        }
        return partitions;
    }

    /** Where the partitions end that are to be followed, with what is not committed yet. */
    private Map<TopicPartition, Long> ends(Traces traces) throws ExecutionException, InterruptedException {
        Map<String, List<Integer>> places = new HashMap<>(traces.places());
        places.put(topics.deadLetters(), List.of());
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (TopicPartition partition : partitions(List.copyOf(places.keySet()))) {
            List<Integer> some = places.get(partition.topic());
            if (some.isEmpty() || some.contains(partition.partition())) {
                wanted.put(partition, OffsetSpec.latest());
            }
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(wanted).all().get().forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    /** Straight into the partition of the user; for an item, into the one whose task answers for it. */
    private Place send(Side side, String id, int partitions) throws ExecutionException, InterruptedException {
        boolean user = side == Side.USER;
        byte[] key = user ? id.getBytes(StandardCharsets.UTF_8) : null;
        int partition = user
                ? InteractionRouter.userPartition(id, partitions)
                : VertexId.itemPartition(VertexId.of(id).hash(), partitions);
        byte[] value = InteractionJson.encode(user ? Interaction.forgetUser(id) : Interaction.forgetItem(id));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(ClientSettings.producer(clientProperties))) {
            ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(topics.interactions(), partition, key, value);
            Origin.markOwnJson(event.headers());
            RecordMetadata sent = producer.send(event).get();
            return new Place(sent.topic(), sent.partition(), sent.offset());
        }
    }
}
