// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.audit;

import io.rowcast.app.config.ConfigurationException;
import io.rowcast.app.runtime.LagReader;
import io.rowcast.app.runtime.RuntimeFailure;
import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at offsets, lag and group of a deployment. */
final class DeploymentReader implements AutoCloseable {
    private final Admin admin;
    private final LagReader lagReader;
    private final String group;
    private final String mappings;
    private final List<TopicPartition> partitions;

    /**
     * Connects.
     *
     * @param audited the topics to be audited
     * @throws RuntimeFailure naming a topic that does not exist
     * @throws ConfigurationException naming a topic with another number of partitions than the configuration has
     */
    DeploymentReader(Map<String, Object> clientProperties, ClusteringConfig config, List<String> audited)
            throws ExecutionException, InterruptedException {
        Topics topics = new Topics(config);
        group = config.applicationId();
        mappings = topics.mappings();
        admin = Admin.create(clientProperties);
        try {
            Set<String> all = new TreeSet<>(audited);
            all.add(topics.interactions());
            all.add(topics.repartition(Topics.USER_EVENTS));
            all.add(topics.repartition(Topics.ITEM_VOTES));
            all.add(topics.repartition(Topics.USER_ROW_USES));
            all.add(topics.repartition(Topics.ITEM_ROW_USES));
            partitions = partitions(all, topics);
            lagReader = new LagReader(clientProperties, group, topics);
        } catch (ExecutionException | InterruptedException | RuntimeException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    private List<TopicPartition> partitions(Set<String> names, Topics topics)
            throws ExecutionException, InterruptedException {
        Map<String, Integer> wanted = Stream.concat(topics.managed().stream(), topics.streamsInternal().stream())
                .collect(Collectors.toMap(Topics.Spec::name, Topics.Spec::partitions));
        List<TopicPartition> found = new ArrayList<>();
        for (String topic : names) {
            int expected = wanted.get(topic);
            TopicDescription description;
            try {
                description = admin.describeTopics(List.of(topic))
                        .topicNameValues()
                        .get(topic)
                        .get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    throw new RuntimeFailure(
                            "topic " + topic + " does not exist, so there is no deployment " + group + " to audit", e);
                }
                throw e;
            }
            if (description.partitions().size() != expected) {
                throw new ConfigurationException(topic + " has "
                        + description.partitions().size() + " partitions, not the " + expected
                        + " that partitions asks for");
            }
            description.partitions().forEach(info -> found.add(new TopicPartition(topic, info.partition())));
        }
        return found;
    }

    CutReading read() throws ExecutionException, InterruptedException {
        // The group's offsets before the ends: what is produced in between then counts as lag, never the reverse.
        Map<TopicPartition, Long> groupOffsets = new HashMap<>();
        for (Map.Entry<TopicPartition, OffsetAndMetadata> offset : admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .entrySet()) {
            if (offset.getValue() != null) {
                groupOffsets.put(offset.getKey(), offset.getValue().offset());
            }
        }
        int members = members();
        Map<TopicPartition, Long> lag = lagReader.perPartition();
        if (members == 0) {
            // Nobody will read it back, and nothing but versions depends on it.
            lag.keySet().removeIf(partition -> partition.topic().equals(mappings));
        }
        Map<TopicPartition, Long> committed = ends(IsolationLevel.READ_COMMITTED);
        return new CutReading(members, committed, ends(IsolationLevel.READ_UNCOMMITTED), groupOffsets, lag);
    }

    /** Transactional ids with an open transaction, as far as this client may see them. */
    List<String> writers() throws ExecutionException, InterruptedException {
        return admin
                .listTransactions(new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
                .all()
                .get()
                .stream()
                .map(TransactionListing::transactionalId)
                .sorted()
                .toList();
    }

    private int members() throws ExecutionException, InterruptedException {
        try {
            return admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get()
                    .members()
                    .size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw e;
        }
    }

    private Map<TopicPartition, Long> ends(IsolationLevel isolation) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(wanted, new ListOffsetsOptions(isolation))
                .all()
                .get();
        Map<TopicPartition, Long> ends = new HashMap<>();
        found.forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    @Override
    public void close() {
        lagReader.close();
        admin.close(Duration.ofSeconds(5));
    }
}
