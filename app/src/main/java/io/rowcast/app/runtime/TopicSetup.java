// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import io.rowcast.app.config.ConfigurationException;
import io.rowcast.topology.Topics;
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
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Checks the topics of a deployment that exist and creates those that are missing. */
public final class TopicSetup {
    private static final int CONNECT_TIMEOUT_MS = 20_000;
    private static final long VISIBLE_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Admin admin;
    private final Topics topics;
    private final Optional<Short> replicationFactor;

    /**
     * @param replicationFactor of new topics, or nothing for the default of the brokers
     */
    public TopicSetup(Admin admin, Topics topics, Optional<Short> replicationFactor) {
        this.admin = admin;
        this.topics = topics;
        this.replicationFactor = replicationFactor;
    }

    /**
     * Checks and creates.
     *
     * @return the names of the topics created
     * @throws ConfigurationException naming every problem, if topics exist that the topology cannot work with
     * @throws RuntimeFailure if the cluster cannot be reached or refuses
     */
    public List<String> prepare() {
        try {
            Set<String> present = present();
            refuseProblems(present);
            List<Topics.Spec> missing = topics.managed().stream()
                    .filter(spec -> !present.contains(spec.name()))
                    .toList();
            boolean overtaken = false;
            for (Topics.Spec spec : missing) {
                overtaken |= !create(spec);
            }
            if (overtaken) {
                // Another instance created some; it may have been given other settings.
                refuseProblems(present());
            }
            List<String> created = missing.stream().map(Topics.Spec::name).toList();
            awaitVisible(created);
            return created;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new RuntimeFailure("the Kafka cluster cannot be reached: " + RuntimeFailure.causeOf(e), e);
            }
            throw RuntimeFailure.of("topics cannot be checked or created", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeFailure("interrupted while topics were checked", e);
        }
    }

    /**
     * The identity of the topics that are there: another one on each cluster, and after topics were deleted and created
     * again. To be called after {@link #prepare()}.
     *
     * @throws RuntimeFailure if the cluster cannot be reached or refuses
     */
    public String identity() {
        try {
            return admin.describeTopics(List.of(topics.clusterVolumes()))
                    .allTopicNames()
                    .get()
                    .get(topics.clusterVolumes())
                    .topicId()
                    .toString();
        } catch (ExecutionException e) {
            throw RuntimeFailure.of("topics cannot be described", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeFailure("interrupted while topics were checked", e);
        }
    }

    /** Brokers learn of a new topic a little later; Kafka Streams would fail on one it cannot see. */
    private void awaitVisible(List<String> created) throws ExecutionException, InterruptedException {
        long start = System.nanoTime();
        while (!present().containsAll(created)) {
            if (System.nanoTime() - start > VISIBLE_TIMEOUT_NANOS) {
                throw new RuntimeFailure("the brokers do not show the topics just created: " + created, null);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private Set<String> present() throws ExecutionException, InterruptedException {
        return admin.listTopics(new ListTopicsOptions().timeoutMs(CONNECT_TIMEOUT_MS))
                .names()
                .get();
    }

    private void refuseProblems(Set<String> present) throws ExecutionException, InterruptedException {
        List<Topics.Spec> wanted = topics.ofDeployment();
        List<String> names =
                wanted.stream().map(Topics.Spec::name).filter(present::contains).toList();
        List<String> problems = TopicChecks.problems(wanted, existing(names));
        if (!problems.isEmpty()) {
            throw new ConfigurationException("existing topics do not fit: " + String.join("; ", problems));
        }
    }

    private Map<String, TopicChecks.Existing> existing(Collection<String> names)
            throws ExecutionException, InterruptedException {
        if (names.isEmpty()) {
            return Map.of();
        }
        KafkaFuture<Map<String, TopicDescription>> descriptions =
                admin.describeTopics(names).allTopicNames();
        Map<ConfigResource, Config> settings = admin.describeConfigs(names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all()
                .get();
        Map<String, TopicChecks.Existing> existing = new HashMap<>();
        for (TopicDescription description : descriptions.get().values()) {
            Config config = settings.get(new ConfigResource(ConfigResource.Type.TOPIC, description.name()));
            Map<String, String> values = config.entries().stream()
                    .filter(entry -> entry.value() != null)
                    .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
            existing.put(
                    description.name(),
                    new TopicChecks.Existing(description.partitions().size(), values));
        }
        return existing;
    }

    private boolean create(Topics.Spec spec) throws ExecutionException, InterruptedException {
        NewTopic topic =
                new NewTopic(spec.name(), Optional.of(spec.partitions()), replicationFactor).configs(spec.settings());
        try {
            admin.createTopics(new ArrayList<>(List.of(topic))).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }
}
