// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.clustering.MoveBudget;
import io.rowcast.topology.clustering.SweepTurns;
import io.rowcast.topology.clustering.TaskListener;
import io.rowcast.topology.graph.RejectionWindow;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.serde.MappingEncoding;
import io.rowcast.topology.store.ClusterVolumeTable;
import io.rowcast.topology.store.ForeignRecords;
import io.rowcast.topology.store.RestoreCheck;
import io.rowcast.topology.store.Stores;
import io.rowcast.topology.store.UserVertexStore;
import io.rowcast.topology.store.VolumeStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VertexTaskTest {
    private static final String USERS = "users";
    private static final String VOLUMES = "volumes";
    private static final int[] LABELS = {3, 3, 7, 0};

    private final ClusteringConfig config = new ClusteringConfig(Map.of("rows", 8, "partitions", 1));
    private final RestoreCheck check = new RestoreCheck(config.rows(), new ForeignRecords(List.of()));
    private int published;
    private VolumeStore members;

    @TempDir
    private Path stateDir;

    private final class Worker extends ContextualProcessor<byte[], byte[], byte[], Outgoing> {
        private VolumeStore volumes;
        private VertexTask<UserVertex> task;

        @Override
        public void process(Record<byte[], byte[]> record) {
            if (task == null) {
                volumes = context().getStateStore(VOLUMES);
                UserVertexStore users = context().getStateStore(USERS);
                prepare(volumes, users);
                task = new VertexTask<>(
                        context(),
                        taskContext(),
                        Side.USER,
                        volumes,
                        users,
                        (hash, user, share) -> false,
                        MoveBudget.unlimited(),
                        new Listener());
                task.countMembers(UserVertex::label);
                members = volumes;
            } else {
                task.close();
            }
            volumes.count(Counter.EVENTS, 1);
        }

        /** As the state of a build that did not count members. */
        private void prepare(VolumeStore store, UserVertexStore users) {
            for (int i = 0; i < LABELS.length; i++) {
                UserVertex user = new UserVertex("u" + i, false);
                user.assign(LABELS[i], UserVertex.NO_LABEL);
                users.put(VertexId.of(user.id()).hash(), user);
            }
            store.count(Counter.VERTICES, LABELS.length);
            store.flushCache();
            store.load();
        }
    }

    private final class Listener implements VertexTask.SweepListener {
        @Override
        public boolean sweepDone() {
            return true;
        }

        @Override
        public boolean urgent() {
            return false;
        }

        @Override
        public void publishing() {
            published++;
        }

        @Override
        public boolean settled() {
            return true;
        }
    }

    @Test
    void shouldCountMembersThatNobodyCountedAndDoNothingAnyMoreWhenClosed() {
        Topology topology = new Topology()
                .addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "input")
                .addProcessor("worker", Worker::new, "source")
                .addStateStore(Stores.userVertices(USERS, 1 << 20, check), "worker")
                .addStateStore(Stores.volumes(VOLUMES, Side.USER, config.parameters(), check), "worker");
        try (TopologyTestDriver driver = new TopologyTestDriver(topology, properties())) {
            var input = driver.createInputTopic("input", new ByteArraySerializer(), new ByteArraySerializer());
            input.pipeInput(new byte[0]);
            driver.advanceWallClockTime(Duration.ofSeconds(1));
            assertThat(published).isPositive();
            assertThat(IntStream.range(0, config.rows()).mapToLong(members::members))
                    .containsExactly(1L, 0L, 0L, 2L, 0L, 0L, 0L, 1L);

            input.pipeInput(new byte[0]);
            int before = published;
            driver.advanceWallClockTime(Duration.ofSeconds(1));

            // Kafka Streams closes processors of a task that it takes up again later, and keeps the task's schedules.
            assertThat(published).isEqualTo(before);
        }
    }

    private TaskContext taskContext() {
        return new TaskContext(
                config.parameters(),
                config.partitions(),
                config.maxEdgesPerUser(),
                config.graphRetention().toSeconds(),
                config.governorEnabled(),
                MoveBudget.UNLIMITED,
                () -> new SweepTurns(config.sweepShare()),
                config.sweepSliceMs(),
                config.sweepPauseMaxMs(),
                config.publishIntervalMs(),
                "user-events",
                MappingEncoding.JSON,
                () -> new RejectionWindow(
                        config.errors().windowEvents(), config.errors().maxShare()),
                check.foreign(),
                new ClusterVolumeTable("cluster-volumes", config.parameters(), config.partitions()),
                () -> true,
                TaskListener.NONE,
                () -> 0);
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "vertex-task-test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // Not used here, but Kafka Streams warns while it is off.
        properties.put("processing.exception.handler.global.enabled", "true");
        return properties;
    }
}
