// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers that die or freeze while events keep coming. The instance is never started again. */
final class BrokerFaultIT {

    /** When it is back, the broker may hear of a commit before it looks at the time. */
    private static final int MOST_FAULTS = 3;

    private final SurvivalOptions options = SurvivalOptions.get();

    @TempDir
    private Path directory;

    @Test
    void shouldGoOnWhenTheBrokerIsKilledAndComesBackAtOnceOrAfterLongerThanATransactionMayTake() {
        try (BreakableBroker broker = BreakableBroker.start(directory)) {
            Scene scene = withOpenTransactions(broker);
            SplittableRandom random = options.random();
            goOn(
                    scene,
                    "killed and absent broker",
                    options.rounds(),
                    instance -> {
                        instance.livesFor(Duration.ofMillis(random.nextInt(1000)));
                        broker.kill();
                        broker.restart();
                    },
                    instance -> untilTransactionsAreLost(scene, () -> {
                        broker.kill();
                        instance.livesFor(Scene.TRANSACTION_TIMEOUT.plusSeconds(2));
                        broker.restart();
                    }));
        }
    }

    @Test
    void shouldGoOnWhenTheBrokerFreezesForLongerThanATransactionMayTake() {
        try (BrokerProcess broker = new BrokerProcess(directory)) {
            Scene scene = withOpenTransactions(broker);
            SplittableRandom random = options.random();
            goOn(
                    scene,
                    "frozen broker",
                    options.rounds(),
                    instance -> untilTransactionsAreLost(scene, () -> {
                        instance.livesFor(Duration.ofMillis(random.nextInt(1000)));
                        broker.pause();
                        instance.livesFor(Scene.TRANSACTION_TIMEOUT.plusSeconds(5));
                        broker.resume();
                    }));
            // A coordinator that is taken from its partitions may never tell them what it has decided (KAFKA-20734).
            assertThat(broker.log())
                    .as(scene.seeded("the broker kept its partitions"))
                    .doesNotContain("Unloaded transaction metadata");
        }
    }

    @Test
    void shouldGoOnWhenOneOfThreeBrokersIsKilled() throws Exception {
        try (KafkaCluster cluster = new KafkaCluster(directory)) {
            Scene scene =
                    new Scene(directory, cluster.servers(), options).threads(2).set("kafka.replication.factor", "3");
            int killed = 1 + options.random().nextInt(KafkaCluster.BROKERS);
            goOn(scene, "broker " + killed + " of three killed", 1, instance -> cluster.kill(killed));
            try (Admin admin = cluster.admin()) {
                var topics = admin.describeTopics(admin.listTopics().names().get())
                        .allTopicNames()
                        .get();
                assertThat(topics.values())
                        .allSatisfy(topic -> assertThat(replicas(topic)).isEqualTo(KafkaCluster.BROKERS));
            }
        }
    }

    /** Transactions that a broker hears of when they end are hardly ever there to be lost. */
    private Scene withOpenTransactions(Broker broker) {
        return new Scene(directory, broker.servers(), options).threads(2).set("kafka.producer.linger.ms", "0");
    }

    private static void untilTransactionsAreLost(Scene scene, Runnable fault) {
        long before = lostTransactions(scene);
        for (int faults = 0; faults < MOST_FAULTS && lostTransactions(scene) == before; faults++) {
            fault.run();
            scene.awaitEvents(scene.events() + scene.rate());
        }
        assertThat(lostTransactions(scene))
                .as(scene.seeded("the instance lost its transactions"))
                .isGreaterThan(before);
    }

    private static long lostTransactions(Scene scene) {
        return RowcastProcess.log(scene.home("a"))
                .lines()
                .filter(line -> line.contains("Detected that the thread is being fenced"))
                .count();
    }

    private static int replicas(TopicDescription topic) {
        return topic.partitions().get(0).replicas().size();
    }

    @SafeVarargs
    private static void goOn(Scene scene, String fault, int times, Consumer<RowcastProcess>... happenings) {
        try (RowcastProcess instance = scene.instance("a");
                LiveEvents load = scene.load()) {
            scene.awaitEvents(scene.rate(), instance);
            for (int i = 0; i < times; i++) {
                for (Consumer<RowcastProcess> happening : happenings) {
                    happening.accept(instance);
                    scene.awaitEvents(scene.events() + 2L * scene.rate(), instance);
                }
            }
            scene.check(fault, load, instance);
        }
    }
}
