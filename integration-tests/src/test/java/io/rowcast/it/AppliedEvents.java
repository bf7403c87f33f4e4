// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.TaskReportFormat;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;

/** The events that the tasks of a deployment report as consumed; reads on from where it was when it was asked last. */
final class AppliedEvents {
    private final TopicContents contents;
    private final String topic;
    private final Map<Bytes, Long> ofTasks = new HashMap<>();
    private Map<TopicPartition, Long> positions = Map.of();

    /**
     * @param topic the topic of the volumes, which may be deleted, but must not come back
     */
    AppliedEvents(String bootstrapServers, String topic) {
        this.contents = new TopicContents(bootstrapServers);
        this.topic = topic;
    }

    long count() {
        positions = contents.readOn(topic, positions, event -> {
            if (ClusterVolumeKey.decode(event.key()).kind() == Kind.REPORT) {
                ofTasks.put(
                        Bytes.wrap(event.key()),
                        event.value() == null
                                ? 0L
                                : TaskReportFormat.decode(event.value()).count(Counter.EVENTS));
            }
        });
        return ofTasks.values().stream().mapToLong(Long::longValue).sum();
    }
}
