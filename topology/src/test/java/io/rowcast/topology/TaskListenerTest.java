// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.clustering.EdgeSample;
import io.rowcast.topology.clustering.TaskListener;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Side;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator is told of the tasks. */
final class TaskListenerTest {
    private final List<Long> firstEvents = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final List<String> sweeps = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final List<EdgeSample> samples = new ArrayList<>();

    @Test
    void shouldTellOfCommitsAndDeadLettersWhenEventsArrive(@TempDir Path directory) {
        long start = TestDeployment.START.toEpochMilli();
        try (TestDeployment deployment = new TestDeployment(directory, () -> 0, listener())) {
            deployment.send(Interaction.add("u1", "i1"), start + 3);
            deployment.send(Interaction.add("u2", "i1"), start + 5);
            deployment.tick();
            deployment.sendRaw(
                    deployment.topics().interactions(),
                    new TestRecord<>(null, "{\"user\":\"u\"}".getBytes(StandardCharsets.UTF_8)));

            // Every input is a commit in the test driver, and ticks bring no event.
            assertThat(firstEvents).startsWith(start + 3, start + 5).hasSize(3);
            assertThat(reasons).containsExactly("item: is missing");
        }
        assertThat(closed).containsExactlyInAnyOrder("USER 0", "ITEM 0");
    }

    @Test
    void shouldTellOfSweepsAndTheirEdgesWhenItemsAreSwept(@TempDir Path directory) {
        try (TestDeployment deployment = new TestDeployment(directory, () -> 0, listener())) {
            deployment.add("u1", "i1");
            deployment.add("u1", "i2");
            deployment.add("u2", "i1");
            deployment.settle();
            deployment.pass(Duration.ofMinutes(2));

            assertThat(sweeps).contains("USER 0 2 of 2", "ITEM 0 2 of 2");
            EdgeSample last = samples.get(samples.size() - 1);
            long inside = 0;
            long all = 0;
            for (int i = 0; i < last.size(); i++) {
                all += last.weights()[i];
                inside += last.userLabels()[i] == last.itemLabels()[i] ? last.weights()[i] : 0;
            }
            assertThat(all).isEqualTo(deployment.statistics().edgeWeight());
            assertThat(inside).isEqualTo(deployment.statistics().insideWeight());
        }
    }

    private TaskListener listener() {
        return new TaskListener() {
            @Override
            public void committing(long firstEventMs) {
                firstEvents.add(firstEventMs);
            }

            @Override
            public void rejected(String reason) {
                reasons.add(reason);
            }

            @Override
            public void swept(Side side, int partition, long visited, long vertices) {
                sweeps.add(side + " " + partition + " " + visited + " of " + vertices);
            }

            @Override
            public void closed(Side side, int partition) {
                closed.add(side + " " + partition);
            }

            @Override
            public void sampled(int partition, EdgeSample sample) {
                samples.add(sample);
            }
        };
    }
}
