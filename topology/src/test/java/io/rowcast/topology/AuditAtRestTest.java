// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.audit.AuditReport;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.VoteBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployment stopped while items had not counted some votes, put together from two moments of one that ran on. */
final class AuditAtRestTest {
    private static final Duration A_WHILE = Duration.ofSeconds(1);

    @TempDir
    private Path directory;

    private TopicsOfDeployment before;
    private TopicsOfDeployment after;
    private List<byte[]> between;
    private List<byte[]> uses;

    @BeforeEach
    void run() {
        // Without the governor there are rows left for newcomers to open.
        try (TestDeployment deployment =
                new TestDeployment(directory, ClusteringConfig.GOVERNOR_ENABLED_CONFIG, "false")) {
            ClusteringConfig config = TestDeployment.config();
            String votes = deployment.topics().repartition(Topics.ITEM_VOTES);
            for (int user = 0; user < 30; user++) {
                for (int item = 0; item < 4; item++) {
                    deployment.add("u" + user, "i" + (user / 6 * 4 + item));
                }
            }
            deployment.settle();
            before = TopicsOfDeployment.of(deployment, config);
            int sent = deployment.sent(votes).size();
            List<String> useTopics = List.of(
                    deployment.topics().repartition(Topics.USER_ROW_USES),
                    deployment.topics().repartition(Topics.ITEM_ROW_USES));
            List<Integer> usesSent = useTopics.stream()
                    .map(topic -> deployment.sent(topic).size())
                    .toList();
            deployment.add("u1", "new");
            deployment.send(Interaction.remove("u2", "i0"));
            deployment.send(Interaction.forgetUser("u3"));
            deployment.add("someone", "new");
            deployment.add("other", "far");
            deployment.pass(A_WHILE);
            after = TopicsOfDeployment.of(deployment, config);
            uses = IntStream.range(0, 2)
                    .boxed()
                    .flatMap(i -> deployment.sent(useTopics.get(i)).stream().skip(usesSent.get(i)))
                    .map(TestRecord::value)
                    .toList();
            between = deployment.sent(votes).stream()
                    .skip(sent)
                    .map(TestRecord::value)
                    .toList();
        }
    }

    /** Users as they were after, items as they were before. */
    private TopicsOfDeployment stopped() {
        Topics topics = before.topics();
        TopicsOfDeployment stopped = before.copy();
        stopped.take(topics.changelog(Topics.USER_VERTICES_STORE), after, key -> true);
        stopped.take(topics.changelog(Topics.USER_VOLUMES_STORE), after, key -> true);
        stopped.take(
                topics.clusterVolumes(),
                after,
                key -> ClusterVolumeKey.decode(key).side() == Side.USER);
        stopped.take(topics.mappings(), after, key -> TestDeployment.text(key).matches("(row:)?user:.*"));
        stopped.take(
                topics.changelog(Topics.ROWS_STORE),
                after,
                key -> ClusterVolumeKey.decode(key).side() == Side.USER);
        return stopped;
    }

    @Test
    void shouldAccountForVotesWhenItemsHaveNotCountedThem() {
        AuditReport report = stopped().audit(directory, true, between, List.of());

        assertThat(report.violations()).as(report::toString).isZero();
        assertThat(report.figures().pendingVotes())
                .isEqualTo(between.stream()
                        .flatMap(value -> VoteBatch.decode(value).stream())
                        .mapToLong(votes -> votes.items().length)
                        .sum())
                .isGreaterThanOrEqualTo(7);
        assertThat(report.figures().users()).isEqualTo(31);
        assertThat(report.figures().items()).isEqualTo(20);
        assertThat(report.figures().edges()).isEqualTo(120 + 1 - 1 - 4 + 2);
    }

    @Test
    void shouldMissThemWhenTheyAreLost() {
        AuditReport report = stopped().audit(directory, true, List.of(), List.of());

        assertThat(report.check("votes").first()).anyMatch(text -> text.contains("votes for label"));
        assertThat(report.check("votes").first()).anyMatch(text -> text.contains("has no record, but users"));
        assertThat(report.check("edges").violations()).isPositive();
        assertThat(report.check("counters").first()).anyMatch(text -> text.contains("votes, items counted"));
    }

    @Test
    void shouldNameThemWhenTheyAreDamagedOrCountedTwice() {
        AuditReport damaged = stopped().audit(directory, true, List.of(new byte[] {99}), List.of());
        assertThat(damaged.check("votes").first()).anyMatch(text -> text.contains("votes: version 99 is not 1"));

        AuditReport twice = after.audit(directory, true, between, List.of());
        assertThat(twice.check("votes").violations()).isPositive();
        assertThat(twice.check("counters").first()).anyMatch(text -> text.contains("votes, items counted"));
    }

    @Test
    void shouldOnlyTellWhenATaskStoppedBeforeItPublished() {
        TopicsOfDeployment unpublished = after.copy();
        // What is published of rows is always what is stored.
        unpublished.take(after.topics().clusterVolumes(), before, key -> !ofRows(key));

        AuditReport atRest = unpublished.audit(directory, true, List.of(), List.of());
        assertThat(atRest.violations()).as(atRest::toString).isZero();
        assertThat(atRest.figures().tasksBehind()).isEqualTo(2);

        AuditReport running = unpublished.audit(directory);
        assertThat(running.check("published-volumes").violations()).isPositive();
        assertThat(running.check("counters").first()).anyMatch(text -> text.contains("reports"));
        assertThat(running.figures().tasksBehind()).isZero();
    }

    private static boolean ofRows(byte[] key) {
        Kind kind = ClusterVolumeKey.decode(key).kind();
        return kind == Kind.ROWS || kind == Kind.ROW_CHANGES;
    }

    @Test
    void shouldAccountForRowUsesWhenNoTaskHasLearnedOfThem() {
        Topics topics = after.topics();
        TopicsOfDeployment unlearned = after.copy();
        unlearned.take(topics.changelog(Topics.ROWS_STORE), before, key -> true);
        unlearned.take(topics.clusterVolumes(), before, AuditAtRestTest::ofRows);
        unlearned.take(
                topics.mappings(), before, key -> TestDeployment.text(key).startsWith("row:"));

        AuditReport lost = unlearned.audit(directory, true, List.of(), List.of());
        assertThat(lost.check("rows").first()).anyMatch(text -> text.matches("user row \\d+ counts 0 tasks .* not 1"));

        uses.forEach(value -> unlearned.underWay(topics.repartition(Topics.USER_ROW_USES), value));
        AuditReport report = unlearned.audit(directory, true, List.of(), List.of());
        assertThat(report.violations()).as(report::toString).isZero();

        unlearned.underWay(topics.repartition(Topics.ITEM_ROW_USES), new byte[] {99});
        AuditReport damaged = unlearned.audit(directory, true, List.of(), List.of());
        assertThat(damaged.check("rows").first()).anyMatch(text -> text.contains("row uses: version 99 is not 1"));
    }

    @Test
    void shouldCompareWhatIsPublishedWhenItsReportIsTheLast() {
        TopicsOfDeployment wrong = stopped();
        wrong.all(wrong.topics().clusterVolumes())
                .keySet()
                .removeIf(key -> ClusterVolumeKey.decode(key.get()).kind() != Kind.REPORT);

        AuditReport report = wrong.audit(directory, true, between, List.of());

        assertThat(report.check("published-volumes").violations()).isPositive();
        assertThat(report.figures().tasksBehind()).isZero();
    }
}
