// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import io.rowcast.topology.audit.Audit;
import io.rowcast.topology.audit.AuditReport;
import io.rowcast.topology.graph.Interaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.utils.Bytes;

/** The latest records of a deployment's topics, to be changed and audited. */
final class TopicsOfDeployment {
    private final ClusteringConfig config;
    private final Map<String, Map<Bytes, byte[]>> latest;
    private final List<Extra> extras = new ArrayList<>();
    private long mappingsEnd = 2;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Extra(String topic, int partition, byte[] key, byte[] value) {}

    private TopicsOfDeployment(ClusteringConfig config, Map<String, Map<Bytes, byte[]>> latest) {
        this.config = config;
        this.latest = latest;
    }

    /** The topics as they are now. */
    static TopicsOfDeployment of(TestDeployment deployment, ClusteringConfig config) {
        Topics topics = new Topics(config);
        Map<String, Map<Bytes, byte[]>> latest = new LinkedHashMap<>();
        for (Topics.Spec topic : topics.streamsInternal()) {
            if (topic.compacted()) {
                latest.put(topic.name(), deployment.latest(topic.name()));
            }
        }
        for (String topic :
                List.of(topics.mappings(), topics.versions(), topics.itemLabels(), topics.clusterVolumes())) {
            latest.put(topic, deployment.latest(topic));
        }
        return new TopicsOfDeployment(config, latest);
    }

    TopicsOfDeployment copy() {
        Map<String, Map<Bytes, byte[]>> copy = new LinkedHashMap<>();
        latest.forEach((topic, records) -> copy.put(topic, new LinkedHashMap<>(records)));
        return new TopicsOfDeployment(config, copy);
    }

    Topics topics() {
        return new Topics(config);
    }

    /** Has the mapping topic end where it did, so that versions are comparable. */
    TopicsOfDeployment endingAt(long end) {
        mappingsEnd = end;
        return this;
    }

    byte[] get(String topic, byte[] key) {
        return latest.get(topic).get(Bytes.wrap(key));
    }

    Map<Bytes, byte[]> all(String topic) {
        return latest.get(topic);
    }

    void put(String topic, byte[] key, byte[] value) {
        latest.get(topic).put(Bytes.wrap(key), value);
    }

    void change(String topic, byte[] key, UnaryOperator<byte[]> change) {
        put(topic, key, change.apply(get(topic, key).clone()));
    }

    void drop(String topic, byte[] key) {
        if (latest.get(topic).remove(Bytes.wrap(key)) == null) {
            throw new AssertionError("nothing to drop from " + topic);
        }
    }

    /** Puts a record into another partition than the first. */
    void putElsewhere(String topic, int partition, byte[] key, byte[] value) {
        extras.add(new Extra(topic, partition, key, value));
    }

    /** Puts a record into a topic between tasks that none has taken in. */
    void underWay(String topic, byte[] value) {
        extras.add(new Extra(topic, 0, new byte[0], value));
    }

    /** Has some records of a topic be those of another time. */
    void take(String topic, TopicsOfDeployment other, Predicate<byte[]> keys) {
        latest.get(topic).keySet().removeIf(key -> keys.test(key.get()));
        other.latest.get(topic).forEach((key, value) -> {
            if (keys.test(key.get())) {
                latest.get(topic).put(key, value);
            }
        });
    }

    AuditReport audit(Path directory) {
        return audit(directory, false, List.of(), List.of());
    }

    /**
     * Audits them.
     *
     * @param uncounted values of the topic of votes that items have not counted
     * @param input events to compare the edges with
     */
    AuditReport audit(Path directory, boolean atRest, List<byte[]> uncounted, List<Interaction> input) {
        try (Audit audit = new Audit(config, directory, (what, records) -> {})) {
            audit.topics()
                    .forEach(topic -> latest.get(topic).forEach((key, value) -> {
                        // An older value first, as nothing but the latest counts.
                        audit.record(topic, 0, 0, key.get(), new byte[] {99});
                        audit.record(
                                topic, 0, topic.equals(topics().mappings()) ? mappingsEnd - 1 : 1, key.get(), value);
                    }));
            extras.forEach(extra -> audit.record(extra.topic(), extra.partition(), 0, extra.key(), extra.value()));
            for (byte[] votes : uncounted) {
                audit.record(topics().repartition(Topics.ITEM_VOTES), 0, 0, new byte[0], votes);
            }
            input.forEach(audit::input);
            return audit.check(atRest);
        }
    }
}
