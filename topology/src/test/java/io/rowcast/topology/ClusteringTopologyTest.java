// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rowcast.topology.audit.AuditReport.Figures;
import io.rowcast.topology.clustering.Statistics;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.graph.Interaction.Op;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.serde.VoteBatch;
import io.rowcast.topology.store.HashKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What single events do to the graph and to the mappings. */
final class ClusteringTopologyTest {
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    @TempDir
    private Path stateDir;

    private TestDeployment deployment;

    @AfterEach
    void close() {
        if (deployment != null) {
            deployment.close();
        }
    }

    private void start(String... settings) {
        deployment = new TestDeployment(stateDir, settings);
    }

    private void assertInvariants(String... edges) {
        deployment.pass(A_WHILE);
        assertThat(deployment.violations()).isEmpty();
        assertThat(deployment.edgeList()).containsExactly(edges);
    }

    @Test
    void shouldMapUserAndItemWhenTheFirstEventArrives() {
        start();

        deployment.add("u1", "i1");

        assertThat(deployment.mappingRecords())
                .containsExactly("user:u1 {\"v\":1,\"row\":0}", "item:i1 {\"v\":1,\"row\":0}");
        assertInvariants("u1\ti1");
        assertThat(deployment.statistics().insideShare()).isEqualTo(1);
    }

    @Test
    void shouldOpenAnotherRowWhenNothingIsShared() {
        start();

        deployment.add("u1", "i1");
        deployment.add("u2", "i2");

        assertThat(deployment.row("user:u2")).isNotEqualTo(deployment.row("user:u1"));
        assertThat(deployment.row("item:i2")).isEqualTo(deployment.row("user:u2"));
        assertInvariants("u1\ti1", "u2\ti2");
    }

    @Test
    void shouldChangeNothingWhenAnEventIsRepeated() {
        start();
        deployment.add("u1", "i1");
        String votes = deployment.topics().repartition(Topics.ITEM_VOTES);
        String users = deployment.topics().changelog(Topics.USER_VERTICES_STORE);
        String items = deployment.topics().changelog(Topics.ITEM_VERTICES_STORE);
        int votesBefore = deployment.sent(votes).size();
        int usersBefore = deployment.sent(users).size();
        int itemsBefore = deployment.sent(items).size();

        deployment.add("u1", "i1");

        assertThat(deployment.mappingRecords()).hasSize(2);
        assertThat(deployment.sent(votes)).hasSize(votesBefore);
        assertThat(deployment.sent(users)).hasSize(usersBefore);
        assertThat(deployment.sent(items)).hasSize(itemsBefore);
        assertInvariants("u1\ti1");
        assertThat(deployment.statistics().events()).isEqualTo(2);
        assertThat(deployment.statistics().unchanged()).isEqualTo(1);
    }

    @Test
    void shouldAddWeightsWhenEdgesAreSummed() {
        start(ClusteringConfig.EDGE_WEIGHTING_CONFIG, "sum");

        deployment.send(new Interaction(Op.ADD, "u1", "i1", 1.5, Interaction.NO_TIMESTAMP));
        deployment.send(new Interaction(Op.ADD, "u1", "i1", 2.25, Interaction.NO_TIMESTAMP));

        assertInvariants("u1\ti1");
        assertThat(deployment.statistics().edges()).isEqualTo(1);
        assertThat(deployment.statistics().edgeWeight()).isEqualTo(375);
        assertThat(deployment.statistics().unchanged()).isZero();
    }

    @Test
    void shouldIgnoreWeightsWhenEdgesAreASet() {
        start();

        deployment.send(new Interaction(Op.ADD, "u1", "i1", 1.5, Interaction.NO_TIMESTAMP));

        assertInvariants("u1\ti1");
        assertThat(deployment.statistics().edgeWeight()).isEqualTo(1);
    }

    @Test
    void shouldRemoveAnEdgeAndKeepTheRest() {
        start();
        deployment.add("u1", "i1");
        deployment.add("u1", "i2");

        deployment.send(Interaction.remove("u1", "i1"));

        assertThat(deployment.mappings()).containsOnlyKeys("user:u1", "item:i2");
        assertThat(deployment.mappingRecords()).contains("item:i1 null");
        assertInvariants("u1\ti2");
    }

    @Test
    void shouldLeaveNothingWhenTheLastEdgeIsRemoved() {
        start();
        deployment.add("u1", "i1");

        deployment.send(Interaction.remove("u1", "i1"));

        assertThat(deployment.mappingRecords()).endsWith("user:u1 null", "item:i1 null");
        assertInvariants();
        assertThat(deployment.statistics().users()).isZero();
        assertThat(deployment.statistics().items()).isZero();
        assertThat(deployment.statistics().userRows()).isZero();
        assertThat(deployment.statistics().itemRows()).isZero();
    }

    @Test
    void shouldChangeNothingWhenAnUnknownEdgeIsRemoved() {
        start();
        deployment.add("u1", "i1");

        deployment.send(Interaction.remove("u1", "i2"));
        deployment.send(Interaction.remove("u2", "i1"));
        deployment.send(Interaction.forgetUser("u3"));

        assertThat(deployment.mappingRecords()).hasSize(2);
        assertInvariants("u1\ti1");
        assertThat(deployment.statistics().unchanged()).isEqualTo(3);
    }

    @Test
    void shouldStartAfreshWhenAnEdgeComesBack() {
        start();
        deployment.add("u1", "i1");
        deployment.send(Interaction.remove("u1", "i1"));

        deployment.add("u1", "i1");

        assertThat(deployment.mappings()).containsOnlyKeys("user:u1", "item:i1");
        assertInvariants("u1\ti1");
    }

    @Test
    void shouldTakeBackItsVotesWhenAUserIsForgotten() {
        start();
        deployment.add("u1", "i1");
        deployment.add("u1", "i2");
        deployment.add("u2", "i2");

        deployment.send(Interaction.forgetUser("u1"));

        assertThat(deployment.mappingRecords()).contains("user:u1 null", "item:i1 null");
        assertThat(deployment.mappings()).containsOnlyKeys("user:u2", "item:i2");
        assertInvariants("u2\ti2");
    }

    @Test
    void shouldDropItsEdgesWhenAnItemIsForgotten() {
        start();
        deployment.add("u1", "i1");
        deployment.add("u2", "i1");
        deployment.add("u2", "i2");

        deployment.send(Interaction.forgetItem("i1"));
        deployment.settle();

        assertThat(deployment.mappingRecords()).contains("user:u1 null", "item:i1 null");
        assertThat(deployment.mappings()).containsOnlyKeys("user:u2", "item:i2");
        assertInvariants("u2\ti2");
        assertThat(deployment.statistics().events()).isEqualTo(4);
    }

    @Test
    void shouldAcceptAnItemAgainWhenItWasForgotten() {
        start();
        deployment.add("u1", "i1");
        deployment.add("u1", "i2");
        deployment.send(Interaction.forgetItem("i1"));
        deployment.settle();

        deployment.add("u1", "i1");
        deployment.settle();

        assertThat(deployment.mappings()).containsOnlyKeys("user:u1", "item:i1", "item:i2");
        assertInvariants("u1\ti1", "u1\ti2");
    }

    @Test
    void shouldKeepEdgesWhenTheyComeWhileTheirItemIsBeingForgotten() {
        start();
        deployment.add("u1", "i1");
        deployment.add("u2", "i1");
        deployment.add("u2", "i2");
        deployment.add("u3", "i1");
        deployment.send(Interaction.forgetItem("i1"));

        deployment.add("u1", "i1");
        deployment.add("u2", "i1");
        deployment.add("u4", "i1");
        deployment.settle();

        assertInvariants("u1\ti1", "u2\ti1", "u2\ti2", "u4\ti1");
        assertThat(deployment.mappingRecords()).contains("user:u1 null", "user:u3 null");
        assertThat(deployment.statistics().unchanged()).isZero();
    }

    @Test
    void shouldForgetAnItemAgainWhenItIsNamedTwice() {
        start();
        deployment.add("u1", "i1");
        deployment.send(Interaction.forgetItem("i1"));
        deployment.add("u1", "i1");
        deployment.add("u2", "i1");
        deployment.send(Interaction.forgetItem("i1"));
        deployment.add("u2", "i2");
        deployment.settle();

        assertInvariants("u2\ti2");
    }

    @Test
    void shouldMarkTheVotesOfAForgottenUser() {
        start();
        deployment.add("u1", "i1");
        deployment.add("u1", "i2");
        deployment.add("u2", "i2");
        String votes = deployment.topics().repartition(Topics.ITEM_VOTES);
        int before = deployment.sent(votes).size();

        deployment.send(Interaction.forgetUser("u1"));
        deployment.add("u2", "i3");

        List<TestRecord<byte[], byte[]>> sent = deployment.sent(votes);
        assertThat(sent).hasSize(before + 2);
        assertThat(sent.get(before).headers().lastHeader("rowcast.forgotten").value())
                .isEqualTo(HashKey.encode(VertexId.of("u1").hash()));
        assertThat(VoteBatch.decode(sent.get(before).value()))
                .singleElement()
                .satisfies(taken -> assertThat(taken.items()).hasSize(2));
        assertThat(sent.get(before + 1).headers()).isEmpty();
    }

    @Test
    void shouldDropTheOldestEdgeWhenAUserHasTooMany() {
        start(ClusteringConfig.MAX_EDGES_PER_USER_CONFIG, "2");
        deployment.add("u1", "i1");
        deployment.add("u1", "i2");

        deployment.add("u1", "i3");

        assertThat(deployment.mappingRecords()).contains("item:i1 null");
        assertThat(deployment.mappings()).containsOnlyKeys("user:u1", "item:i2", "item:i3");
        assertInvariants("u1\ti2", "u1\ti3");
        assertThat(deployment.statistics().edges()).isEqualTo(2);
    }

    @Test
    void shouldApplyEventsWhenTheyHaveNoKey() {
        start();

        deployment.sendRaw(
                deployment.topics().interactions(), new TestRecord<>(null, bytes("{\"user\":\"u1\",\"item\":7}")));

        assertThat(deployment.mappings()).containsOnlyKeys("user:u1", "item:7");
        assertInvariants("u1\t7");
    }

    @Test
    void shouldApplyEventsWhenTheyWereSentOn() {
        start();
        Headers origin = new RecordHeaders()
                .add("rowcast.topic", bytes("events"))
                .add("rowcast.partition", bytes("3"))
                .add("rowcast.offset", bytes("77"));

        deployment.sendRaw(
                deployment.topics().repartition(Topics.USER_EVENTS),
                new TestRecord<>(new byte[4], bytes("{\"user\":\"u1\",\"item\":\"i1\"}"), origin));

        assertInvariants("u1\ti1");
    }

    @Test
    void shouldGiveTheSecondBestRowWhenAUserHasItemsOfTwoClusters() {
        start(ClusteringConfig.GOVERNOR_ENABLED_CONFIG, "false");
        for (String block : List.of("a", "b")) {
            for (int user = 0; user < 4; user++) {
                for (int item = 0; item < 4; item++) {
                    deployment.add(block + user, block + item);
                }
            }
        }
        deployment.settle();
        for (String item : List.of("a0", "a1", "a2", "b0")) {
            deployment.add("both", item);
        }
        deployment.settle();

        Mapping both = deployment.mappings().get("user:both");
        assertThat(both.row()).isEqualTo(deployment.row("item:a0"));
        assertThat(both.secondaryRow()).isEqualTo(deployment.row("item:b0"));
        assertThat(deployment.mappings().get("user:a0").secondaryRow()).isEqualTo(Mapping.NO_ROW);
        assertThat(deployment.violations()).isEmpty();
    }

    @Test
    void shouldReportTheWholeDeployment() {
        start(ClusteringConfig.GOVERNOR_ENABLED_CONFIG, "false");
        deployment.add("u1", "i1");
        deployment.add("u1", "i2");
        deployment.add("u2", "i3");
        deployment.sendRaw(deployment.topics().interactions(), new TestRecord<>(null, bytes("nonsense")));
        deployment.settle();

        Statistics now = deployment.statistics();
        Figures recount = deployment.audit().figures();

        assertThat(deployment.violations()).isEmpty();
        assertThat(now.events()).isEqualTo(3);
        assertThat(now.deadLetters()).isEqualTo(1);
        assertThat(now.edges()).isEqualTo(3).isEqualTo(recount.edges());
        assertThat(now.edgeWeight()).isEqualTo(3);
        assertThat(now.users()).isEqualTo(2);
        assertThat(now.items()).isEqualTo(3);
        assertThat(now.rows()).isEqualTo(16);
        assertThat(now.userRows()).isEqualTo(2).isEqualTo(recount.userRows());
        assertThat(now.itemRows()).isEqualTo(2).isEqualTo(recount.itemRows());
        assertThat(now.insideShare()).isEqualTo(1).isEqualTo(recount.insideShare());
        assertThat(now.resolution()).isEqualTo(1.0 / 16);
        double ofUsers = Math.sqrt(2) + 1;
        double products = Math.sqrt(2) / ofUsers * 2 / 3 + 1 / ofUsers / 3;
        assertThat(now.objective()).isCloseTo(1 - products / 16, within(1e-5)).isEqualTo(recount.objective());
        assertThat(now.largestVolume()).isEqualTo(2 * 16 / 3.0);
        assertThat(now.moves()).isZero();
        assertThat(now.mappings()).isEqualTo(deployment.mappingRecords().size());
        assertThat(now.sweeps()).isZero();
        assertThat(now.reports()).isEqualTo(2);
    }

    @Test
    void shouldWriteNothingWhenAllHasSettled() {
        start(ClusteringConfig.SWEEP_PAUSE_MAX_MS_CONFIG, "0");
        deployment.add("u1", "i1");
        deployment.add("u1", "i2");
        deployment.add("u2", "i3");
        // A version is cut a minute after the one before.
        deployment.pass(Duration.ofMinutes(2));
        int written = written();

        deployment.pass(Duration.ofMinutes(1));

        assertThat(written()).isEqualTo(written);
        deployment.add("u2", "i1");
        deployment.settle();
        assertThat(written()).isGreaterThan(written);
    }

    private int written() {
        return deployment.sent().values().stream().mapToInt(List::size).sum();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
