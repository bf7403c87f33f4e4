// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.clustering.TaskReport;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Interaction.Op;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.TaskReportFormat;
import io.rowcast.topology.serde.UserVertexFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Edges that expire, in event time. */
final class RetentionTest {
    private static final long NOW = TestDeployment.START.getEpochSecond();
    private static final long DAY = 86_400;

    @TempDir
    private Path stateDir;

    private TestDeployment deployment;

    @AfterEach
    void close() {
        deployment.close();
    }

    @Test
    void shouldKeepEdgesForEverWhenThereIsNoRetention() {
        start("0");
        add("u1", "i1", NOW - 9_000 * DAY);
        add("u2", "i2", NOW);
        assertEdges("u1\ti1", "u2\ti2");
        assertThat(lastUser().timed()).isFalse();
    }

    @Test
    void shouldDropEdgesWhenEventTimeHasPassedThem() {
        start("10d");
        add("u1", "i1", NOW - 9 * DAY);
        add("u1", "i2", NOW - 8 * DAY);
        add("u2", "i2", NOW - 9 * DAY);
        deployment.settle();
        assertEdges("u1\ti1", "u1\ti2", "u2\ti2");

        add("u3", "i3", NOW + DAY);
        assertEdges("u1\ti1", "u1\ti2", "u2\ti2", "u3\ti3");
        add("u3", "i3", NOW + DAY + 1, NOW + DAY);
        assertEdges("u1\ti2", "u3\ti3");
        assertThat(deployment.mappingRecords()).contains("user:u2 null", "item:i1 null");
        assertThat(deployment.mappings()).containsOnlyKeys("user:u1", "user:u3", "item:i2", "item:i3");
    }

    @Test
    void shouldKeepAnEdgeWhenItsEventRepeats() {
        start("10d");
        add("u1", "i1", NOW - 9 * DAY);
        add("u1", "i1", NOW);
        add("u1", "i1", NOW - 5 * DAY);
        add("u2", "i2", NOW + 10 * DAY, NOW + 10 * DAY);
        assertEdges("u1\ti1", "u2\ti2");
        assertThat(deployment.statistics().unchanged()).isEqualTo(1);
        add("u2", "i2", NOW + 10 * DAY + 1, NOW + 10 * DAY);
        assertEdges("u2\ti2");
    }

    @Test
    void shouldAddAnEdgeAnewWhenItHadExpired() {
        start("10d", ClusteringConfig.EDGE_WEIGHTING_CONFIG, "sum");
        add("u1", "i1", NOW - 9 * DAY);
        add("u2", "i2", NOW + 5 * DAY, NOW + 5 * DAY);
        // No sweep has come by yet.
        add("u1", "i1", NOW + 5 * DAY, NOW + 5 * DAY);
        assertEdges("u1\ti1", "u2\ti2");
        assertThat(deployment.statistics().edgeWeight()).isEqualTo(200);
    }

    @Test
    void shouldChangeNothingWhenAnEventIsOlderThanTheRetention() {
        start("10d");
        add("u1", "i1", NOW);
        add("u2", "i1", NOW - 10 * DAY - 1);
        assertEdges("u1\ti1");
        assertThat(deployment.mappings()).containsOnlyKeys("user:u1", "item:i1");
        assertThat(deployment.statistics().unchanged()).isEqualTo(1);
    }

    @Test
    void shouldTakeTheTimeOfTheRecordWhenTheEventHasNone() {
        start("10d");
        deployment.add("u1", "i1");
        add("u2", "i2", NOW + 10 * DAY, NOW + 10 * DAY);
        assertEdges("u1\ti1", "u2\ti2");
        add("u2", "i2", NOW + 10 * DAY + 1, NOW + 10 * DAY);
        assertEdges("u2\ti2");
    }

    @Test
    void shouldDropEdgesWhenOnlyAnotherTaskHasSeenLaterEvents() {
        start("10d");
        add("u1", "i1", NOW);
        add("u2", "i2", NOW + DAY);
        deployment.settle();
        long[] counts = new long[Counter.values().length];
        counts[Counter.EVENT_TIME.ordinal()] = NOW + 10 * DAY + 1;
        TaskReport report = new TaskReport(TestDeployment.config().parameters().deployment(), counts, true);

        deployment.sendRaw(
                deployment.topics().clusterVolumes(),
                new TestRecord<>(
                        new ClusterVolumeKey(Kind.REPORT, Side.ITEM, 0, 0).encode(), TaskReportFormat.encode(report)));
        deployment.pass(Duration.ofSeconds(40));

        assertThat(deployment.mappings()).containsOnlyKeys("user:u2", "item:i2");
    }

    @Test
    void shouldRejectAnEventThatIsMoreThanADayAheadOfItsRecord() {
        start("10d");
        add("u1", "i1", NOW);
        add("u2", "i2", NOW + DAY + 1);
        assertEdges("u1\ti1");
        assertThat(deployment.sent(deployment.topics().deadLetters()))
                .singleElement()
                .satisfies(letter -> assertThat(TestDeployment.text(
                                letter.headers().lastHeader("rowcast.reason").value()))
                        .startsWith("timestamp: is more than a day ahead"));
    }

    @ParameterizedTest
    @CsvSource({"1, set, 16777216", "2, set, 0", "3, sum, 16777216", "4, sum, 0"})
    void shouldKeepEveryInvariantWhenEdgesExpireAllTheTime(long seed, String edges, String cacheBytes) {
        start(
                "20s",
                ClusteringConfig.EDGE_WEIGHTING_CONFIG,
                edges,
                ClusteringConfig.VERTEX_CACHE_BYTES_CONFIG,
                cacheBytes,
                ClusteringConfig.SWEEP_PAUSE_MAX_MS_CONFIG,
                "500");
        Random random = new Random(seed);
        TreeMap<String, Long> expected = new TreeMap<>();
        long latest = 0;
        for (int i = 0; i < 1500; i++) {
            String user = "u" + random.nextInt(40);
            String item = "i" + random.nextInt(60);
            long time = NOW + i / 10 - random.nextInt(random.nextInt(10) == 0 ? 30 : 3);
            latest = Math.max(latest, time);
            int dice = random.nextInt(100);
            if (dice < 90) {
                add(user, item, time, NOW + i / 10);
                long oldest = latest - 20;
                expected.values().removeIf(told -> told < oldest);
                if (time >= oldest) {
                    expected.merge(user + "\t" + item, time, Math::max);
                }
            } else if (dice < 98) {
                send(new Interaction(Op.REMOVE, user, item, 1, time * 1000), NOW + i / 10);
                expected.remove(user + "\t" + item);
            } else {
                send(new Interaction(Op.FORGET, null, item, 1, time * 1000), NOW + i / 10);
                expected.keySet().removeIf(edge -> edge.endsWith("\t" + item));
            }
            if (random.nextInt(5) == 0) {
                deployment.pass(Duration.ofMillis(10));
            }
        }
        long oldest = latest - 20;
        expected.values().removeIf(told -> told < oldest);

        assertThat(expected).as("seed %d", seed).hasSizeBetween(50, 600);
        assertEdges(expected.keySet().toArray(String[]::new));
    }

    private void start(String retention, String... settings) {
        String[] all = new String[settings.length + 2];
        System.arraycopy(settings, 0, all, 2, settings.length);
        all[0] = ClusteringConfig.GRAPH_RETENTION_CONFIG;
        all[1] = retention;
        deployment = new TestDeployment(stateDir, all);
    }

    /** Sends an event of a time whose record is of the time of the start. */
    private void add(String user, String item, long time) {
        add(user, item, time, NOW);
    }

    private void add(String user, String item, long time, long recordTime) {
        send(new Interaction(Op.ADD, user, item, 1, time * 1000), recordTime);
    }

    private void send(Interaction event, long recordTime) {
        deployment.send(event, recordTime * 1000);
    }

    private void assertEdges(String... edges) {
        deployment.pass(Duration.ofSeconds(3));
        assertThat(deployment.violations()).isEmpty();
        assertThat(deployment.edgeList()).containsExactly(edges);
    }

    private UserVertex lastUser() {
        TestRecord<byte[], byte[]> last =
                deployment.sent(deployment.topics().changelog(Topics.USER_VERTICES_STORE)).stream()
                        .reduce((one, next) -> next)
                        .orElseThrow();
        return UserVertexFormat.decode(last.value());
    }
}
