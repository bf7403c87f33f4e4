// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.serde.VoteBatch;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One item or user that has very much, and what it may cost the others of its partition. */
final class LoadOfOneTest {
    @TempDir
    private Path stateDir;

    @Test
    void shouldApplyEventsMeanwhileWhenAPopularItemIsForgotten() {
        AtomicLong nanos = new AtomicLong();
        // The clock is read every 16 vertices, so that a slice of 10 ms has 544 of them.
        try (TestDeployment deployment = new TestDeployment(stateDir, () -> nanos.getAndAdd(300_000))) {
            int users = 6_000;
            for (int user = 0; user < users; user++) {
                deployment.add("u" + user, "popular");
            }
            deployment.settle();
            deployment.send(Interaction.forgetItem("popular"));

            int ticks = 0;
            int before = deployment.sent(deployment.topics().mappings()).size();
            int gone = 0;
            while (gone < users) {
                deployment.tick();
                ticks++;
                int now = deployment.sent(deployment.topics().mappings()).size();
                assertThat(now - before).as("tick %d", ticks).isLessThan(600);
                gone += now - before;
                deployment.add("new" + ticks, "other" + ticks % 5);
                List<TestRecord<byte[], byte[]>> mappings =
                        deployment.sent(deployment.topics().mappings());
                before = mappings.size();
                assertThat(mappings.subList(now, before))
                        .as("tick %d", ticks)
                        .anyMatch(record -> TestDeployment.text(record.key()).startsWith("user:new"));
                assertThat(ticks).isLessThan(100_000);
            }
            deployment.settle();

            assertThat(deployment.violations()).isEmpty();
            assertThat(deployment.mappings()).doesNotContainKeys("item:popular", "user:u0");
            assertThat(deployment.statistics().users()).isEqualTo(ticks);
        }
    }

    @Test
    void shouldBoundRecordsAndVotesWhenAUserIsABot() {
        int limit = 300;
        try (TestDeployment deployment =
                new TestDeployment(stateDir, ClusteringConfig.MAX_EDGES_PER_USER_CONFIG, Integer.toString(limit))) {
            Random random = new Random(3);
            for (int item = 0; item < 1000; item++) {
                deployment.add("u" + item % 50, "i" + item);
            }
            int votesBefore = deployment.sent(votes(deployment)).size();
            int events = 4000;
            for (int i = 0; i < events; i++) {
                deployment.add("bot", "i" + random.nextInt(1000));
            }

            List<TestRecord<byte[], byte[]>> sent = deployment.sent(votes(deployment));
            long edges = sent.subList(votesBefore, sent.size()).stream()
                    .flatMap(record -> VoteBatch.decode(record.value()).stream())
                    .mapToLong(vote -> vote.items().length)
                    .sum();
            assertThat(edges / events).isLessThan(10);
            assertThat(deployment.sent(deployment.topics().changelog(Topics.USER_VERTICES_STORE)))
                    .allMatch(record -> record.value().length < 20 + 8 * limit);
            deployment.settle();
            assertThat(deployment.violations()).isEmpty();
        }
    }

    private static String votes(TestDeployment deployment) {
        return deployment.topics().repartition(Topics.ITEM_VOTES);
    }
}
