// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.reset;

import io.rowcast.topology.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * What a reset of a deployment comes to.
 *
 * @param deployment application id
 * @param deleted topics to delete
 * @param kept topics of the deployment that stay
 * @param offsets of the interactions topic to begin at, by partition
 * @param events from these offsets to the end of the topic, those that compaction or an abort took away included
 * @param state state directory to delete, if there is one
 */
public record ResetPlan(
        String deployment,
        List<Topics.Spec> deleted,
        List<Topics.Spec> kept,
        Map<TopicPartition, Long> offsets,
        long events,
        Optional<Path> state) {
    public ResetPlan {
        deleted = List.copyOf(deleted);
        kept = List.copyOf(kept);
        offsets = Map.copyOf(offsets);
    }

    /** Whether there is nothing of the deployment to reset. */
    public boolean isEmpty() {
        return deleted.isEmpty() && kept.isEmpty() && state.isEmpty();
    }

    /** The plan, line by line, for whoever has to agree to it. */
    public String toText() {
        StringBuilder text = new StringBuilder("reset of deployment ").append(deployment);
        deleted.forEach(topic -> line(text, "delete topic", topic.name(), topic.purpose()));
        kept.forEach(topic -> line(text, "keep topic", topic.name(), topic.purpose()));
        state.ifPresent(directory -> text.append("%n  %-16s %s".formatted("delete directory", directory)));
        if (!offsets.isEmpty()) {
            text.append(String.format(
                    Locale.ROOT, "%n  %-16s %,d, in %d partitions", "events to read", events, offsets.size()));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String what, String name, String purpose) {
        text.append("%n  %-16s %s (%s)".formatted(what, name, purpose));
    }
}
