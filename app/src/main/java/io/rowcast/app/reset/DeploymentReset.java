// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.reset;

import io.rowcast.app.runtime.RuntimeFailure;
import io.rowcast.topology.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.utils.Utils;

/**
 * Plans a reset and does it: the state directory first, which is only a copy; then the offsets, the topics, and the offsets
 * to begin at. Interrupted anywhere, it can be done again.
 */
public final class DeploymentReset implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MS = 20_000;
    private static final long GONE_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Topics topics;
    private final String group;
    private final Path state;
    private final Admin admin;

    /**
     * @param clientProperties {@code bootstrap.servers} and any other settings of Kafka clients
     * @param group the application id
     * @param state state directory of the deployment in this home, there or not
     */
    public DeploymentReset(Map<String, Object> clientProperties, Topics topics, String group, Path state) {
        this.topics = topics;
        this.group = group;
        this.state = state;
        this.admin = Admin.create(clientProperties);
    }

    /**
     * Finds out what there is to do, and changes nothing.
     *
     * @param from which events to begin at
     * @param deadLetters whether to delete these too
     * @throws RuntimeFailure if an instance runs or the cluster cannot be reached or refuses
     */
    public ResetPlan plan(OffsetSpec from, boolean deadLetters) throws InterruptedException {
        try {
            Set<String> present = present();
            refuseMembers();
            List<Topics.Spec> deleted = new ArrayList<>();
            List<Topics.Spec> kept = new ArrayList<>();
            topics.ofDeployment().stream()
                    .filter(topic -> present.contains(topic.name()))
                    .forEach(topic -> (staysIn(topic.name(), deadLetters) ? kept : deleted).add(topic));
            Map<TopicPartition, Long> offsets = Map.of();
            long events = 0;
            if (present.contains(topics.interactions())) {
                List<TopicPartition> partitions = partitions(topics.interactions());
                Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest(), Map.of());
                offsets = offsets(partitions, from, ends);
                events = sum(ends.values()) - sum(offsets.values());
            }
            Optional<Path> directory = Files.exists(state) ? Optional.of(state) : Optional.empty();
            return new ResetPlan(group, deleted, kept, offsets, events, directory);
        } catch (ExecutionException e) {
            throw RuntimeFailure.of("the reset of deployment " + group + " cannot be planned", e);
        }
    }

    /**
     * Does it.
     *
     * @throws RuntimeFailure if an instance runs or the cluster refuses
     */
    public void execute(ResetPlan plan) throws InterruptedException {
        try {
            refuseMembers();
            deleteState();
            deleteGroup();
            List<String> names = plan.deleted().stream().map(Topics.Spec::name).toList();
            admin.deleteTopics(names).all().get();
            awaitGone(names);
            if (!plan.offsets().isEmpty()) {
                admin.alterConsumerGroupOffsets(
                                group,
                                plan.offsets().entrySet().stream()
                                        .collect(Collectors.toMap(
                                                Map.Entry::getKey, entry -> new OffsetAndMetadata(entry.getValue()))))
                        .all()
                        .get();
            }
        } catch (ExecutionException e) {
            throw RuntimeFailure.of(
                    "deployment " + group + " is reset in part only; do it again before an instance starts", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }

    private boolean staysIn(String topic, boolean deadLetters) {
        return topic.equals(topics.interactions()) || (topic.equals(topics.deadLetters()) && !deadLetters);
    }

    private Set<String> present() throws ExecutionException, InterruptedException {
        return admin.listTopics(new ListTopicsOptions().timeoutMs(CONNECT_TIMEOUT_MS))
                .names()
                .get();
    }

    private void refuseMembers() throws ExecutionException, InterruptedException {
        Collection<MemberDescription> members;
        try {
            members = admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get()
                    .members();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return;
            }
            throw e;
        }
        if (!members.isEmpty()) {
            throw running(members.stream()
                    .map(member -> member.clientId() + " at " + member.host())
                    .sorted()
                    .collect(Collectors.joining(", ", ": ", "")));
        }
    }

    private RuntimeFailure running(String who) {
        return new RuntimeFailure(
                "instances of deployment " + group + " run" + who
                        + "; stop them first. One that was killed counts until "
                        + "its session ends (kafka.session.timeout.ms)",
                null);
    }

    private void deleteGroup() throws ExecutionException, InterruptedException {
        try {
            admin.deleteConsumerGroups(List.of(group)).all().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupNotEmptyException) {
                throw running("");
            }
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
    }

    /** Topics are deleted a little later; an instance that started before would find them and then lose them. */
    private void awaitGone(List<String> names) throws ExecutionException, InterruptedException {
        long start = System.nanoTime();
        while (present().stream().anyMatch(names::contains)) {
            if (System.nanoTime() - start > GONE_TIMEOUT_NANOS) {
                throw new RuntimeFailure("the brokers still show topics just deleted, of " + names, null);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private List<TopicPartition> partitions(String name) throws ExecutionException, InterruptedException {
        TopicDescription topic =
                admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
        return topic.partitions().stream()
                .map(info -> new TopicPartition(name, info.partition()))
                .toList();
    }

    /** Offsets of partitions; behind the last event where there is none of a time. */
    private Map<TopicPartition, Long> offsets(
            List<TopicPartition> partitions, OffsetSpec spec, Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec)))
                .all()
                .get();
        found.forEach(
                (partition, info) -> offsets.put(partition, info.offset() >= 0 ? info.offset() : ends.get(partition)));
        return offsets;
    }

    private static long sum(Collection<Long> offsets) {
        return offsets.stream().mapToLong(Long::longValue).sum();
    }

    private void deleteState() {
        try {
            Utils.delete(state.toFile());
        } catch (IOException e) {
            throw new RuntimeFailure("state directory " + state + " cannot be deleted: " + e.getMessage(), e);
        }
    }
}
