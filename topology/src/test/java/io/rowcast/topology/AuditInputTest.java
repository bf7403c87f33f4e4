// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.audit.AuditReport;
import io.rowcast.topology.audit.AuditReport.Input;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Interaction.Op;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.serde.UserVertexFormat;
import io.rowcast.topology.store.HashKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The edges compared with the events that made them, and with others. */
final class AuditInputTest {

    private static final List<Interaction> EVENTS = List.of(
            Interaction.add("u1", "a"),
            Interaction.add("u1", "b"),
            Interaction.add("u1", "a"),
            Interaction.add("u2", "a"),
            Interaction.remove("u1", "b"),
            Interaction.remove("u1", "never"),
            Interaction.add("u3", "c"),
            Interaction.forgetUser("u3"),
            Interaction.forgetUser("nobody"),
            Interaction.add("u2", "d"));

    @TempDir
    private Path directory;

    private int runs;

    private AuditReport audit(List<Interaction> sent, List<Interaction> compared, String... settings) {
        Path own = directory.resolve("run-" + runs++);
        try (TestDeployment deployment = new TestDeployment(own, settings)) {
            sent.forEach(deployment::send);
            deployment.settle();
            return TopicsOfDeployment.of(deployment, TestDeployment.config(settings))
                    .audit(directory, false, List.of(), compared);
        }
    }

    private static List<Interaction> with(List<Interaction> events, Interaction... more) {
        List<Interaction> all = new ArrayList<>(events);
        all.addAll(List.of(more));
        return all;
    }

    @Test
    void shouldAgreeWhenTheEventsAreThoseThatWereSent() {
        AuditReport report = audit(EVENTS, EVENTS);

        assertThat(report.violations()).as(report::toString).isZero();
        assertThat(report.input()).isEqualTo(new Input(0, 0, 0));
        assertThat(report.check("input").checked()).isEqualTo(3);
    }

    @Test
    void shouldNameEdgesWhenSomeAreMissingOrTooMany() {
        List<Interaction> other = with(
                EVENTS, Interaction.add("u1", "lost"), Interaction.add("lost", "a"), Interaction.remove("u2", "d"));

        AuditReport report = audit(EVENTS, other);

        assertThat(report.input()).isEqualTo(new Input(2, 1, 0));
        assertThat(report.check("input").first())
                .containsExactlyInAnyOrder(
                        "user u1 has no edge to item lost, which the input leaves",
                        "user lost has no edge to item a, which the input leaves",
                        "user u2 has an edge to item d, which the input does not leave");
        assertThat(report.check("input").violations()).isEqualTo(3);
    }

    @Test
    void shouldNameAUserWhenTheInputDoesNotKnowIt() {
        AuditReport report = audit(with(EVENTS, Interaction.add("stranger", "a")), EVENTS);

        assertThat(report.check("input").first())
                .containsExactly("user stranger has an edge to item a, which the input does not leave");
    }

    @Test
    void shouldFindAWeightThatWasCountedTwice() {
        List<Interaction> events = List.of(weighted("u1", "a", 1.5), weighted("u1", "a", 0.25));
        List<Interaction> doubled = with(events, weighted("u1", "a", 0.25));

        AuditReport report = audit(doubled, events, ClusteringConfig.EDGE_WEIGHTING_CONFIG, "sum");

        assertThat(report.check("input").first())
                .containsExactly("user u1 has an edge to item a of weight 200, by the input 175");
    }

    @Test
    void shouldFindAnEdgeThatIsThereTwice() {
        try (TestDeployment deployment = new TestDeployment(directory)) {
            EVENTS.forEach(deployment::send);
            deployment.settle();
            TopicsOfDeployment topics = TopicsOfDeployment.of(deployment, TestDeployment.config());
            topics.change(
                    topics.topics().changelog(Topics.USER_VERTICES_STORE),
                    HashKey.encode(VertexId.of("u1").hash()),
                    value -> {
                        UserVertex user = UserVertexFormat.decode(value);
                        user.add(user.item(0), 1);
                        return UserVertexFormat.encode(user);
                    });

            AuditReport report = topics.audit(directory, false, List.of(), EVENTS);

            assertThat(report.check("input").violations()).isEqualTo(1);
            assertThat(report.check("users").violations()).isEqualTo(1);
        }
    }

    @Test
    void shouldLeaveOpenWhatTheEventsDoNotTellWhenItemsAreForgotten() {
        List<Interaction> events = with(
                EVENTS, Interaction.forgetItem("a"), Interaction.add("u2", "a"), Interaction.forgetItem("not-there"));
        List<Interaction> sent = with(EVENTS, Interaction.forgetItem("a"));

        AuditReport report = audit(sent, events);

        assertThat(report.violations()).as(report::toString).isZero();
        assertThat(report.input()).isEqualTo(new Input(0, 0, 1));
        assertThat(audit(EVENTS, sent).check("input").first())
                .contains("user u2 has an edge to item a, which the input does not leave");
    }

    @Test
    void shouldLeaveOpenWhatMayHaveExpired() {
        String[] settings = {ClusteringConfig.GRAPH_RETENTION_CONFIG, "1h"};
        long now = TestDeployment.START.toEpochMilli();
        List<Interaction> events = List.of(
                timed("u1", "a", now - 7_200_000),
                timed("u1", "b", now - 1_800_000),
                timed("u2", "a", now),
                Interaction.add("u3", "c"),
                timed("u4", "a", now - 1_800_000));

        AuditReport report = audit(events, events, settings);

        assertThat(report.violations()).as(report::toString).isZero();
        assertThat(report.figures().edges()).isEqualTo(4);
        assertThat(report.input()).isEqualTo(new Input(0, 0, 1));
        assertThat(audit(events.subList(0, 4), events, settings).check("input").first())
                .containsExactly("user u4 has no edge to item a, which the input leaves");
        assertThat(audit(events, events.subList(0, 4), settings).check("input").first())
                .containsExactly("user u4 has an edge to item a, which the input does not leave");
    }

    @ParameterizedTest
    @CsvSource({"1, set, false", "2, set, true", "3, sum, false", "4, sum, true"})
    void shouldAgreeWhateverWasSentWhenUsersHaveTooManyEdges(long seed, String weighting, boolean forgetItems) {
        Random random = new Random(seed);
        List<Interaction> events = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            String user = "u" + random.nextInt(15);
            String item = "i" + random.nextInt(25);
            int dice = random.nextInt(100);
            if (dice < 80) {
                events.add(weighted(user, item, 1 + random.nextInt(300) / 100.0));
            } else if (dice < 95) {
                events.add(Interaction.remove(user, item));
            } else if (dice < 98) {
                events.add(Interaction.forgetUser(user));
            } else if (forgetItems) {
                events.add(Interaction.forgetItem(item));
            }
        }

        AuditReport report = audit(
                events,
                events,
                ClusteringConfig.EDGE_WEIGHTING_CONFIG,
                weighting,
                ClusteringConfig.MAX_EDGES_PER_USER_CONFIG,
                "6");

        assertThat(report.violations()).as("seed %d: %s", seed, report).isZero();
        if (!forgetItems) {
            assertThat(report.input().undetermined()).isZero();
            assertThat(report.check("input").checked())
                    .isEqualTo(report.figures().edges());
        }
    }

    private static Interaction timed(String user, String item, long timestamp) {
        return new Interaction(Op.ADD, user, item, 1, timestamp);
    }

    private static Interaction weighted(String user, String item, double weight) {
        return new Interaction(Op.ADD, user, item, weight, Interaction.NO_TIMESTAMP);
    }
}
