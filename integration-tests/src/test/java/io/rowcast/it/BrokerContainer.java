// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import com.github.dockerjava.api.DockerClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.awaitility.Awaitility;
import org.testcontainers.containers.Network;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A broker in a container of Kafka's own image. Without a Docker engine it fails. A container that is started again would be
 * given another port, so this one has a port of its own.
 */
final class BrokerContainer implements BreakableBroker {
    private static final String IMAGE = System.getProperty("rowcast.it.kafka.image");

    /** Those that the embedded broker has too, where tests depend on them; the others are the image's own. */
    private static final Map<String, String> SETTINGS = Map.of(
            "KAFKA_AUTO_CREATE_TOPICS_ENABLE",
            "false",
            "KAFKA_DEFAULT_REPLICATION_FACTOR",
            "1",
            "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR",
            "1",
            "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR",
            "1",
            "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS",
            "4",
            "KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS",
            "4",
            "KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS",
            "1000");

    private final KafkaContainer container =
            new KafkaContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("apache/kafka"));

    BrokerContainer() {
        start();
    }

    /** A broker that other containers of a network reach too, under a name and port. */
    BrokerContainer(Network network, String address) {
        container.withNetwork(network).withListener(address);
        start();
    }

    private void start() {
        container.withEnv(SETTINGS);
        container.setPortBindings(List.of(BrokerProcess.freePort() + ":9092"));
        container.start();
    }

    @Override
    public String servers() {
        return container.getBootstrapServers();
    }

    @Override
    public void kill() {
        docker().killContainerCmd(container.getContainerId()).exec();
        Awaitility.await("the end of the container").until(() -> !container.isRunning());
    }

    @Override
    public void restart() {
        docker().startContainerCmd(container.getContainerId()).exec();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers()))) {
            Awaitility.await("the broker's answer")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> answers(admin));
        }
    }

    @Override
    public void close() {
        container.stop();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    private static boolean answers(Admin admin) throws InterruptedException {
        try {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException e) {
            return false;
        }
    }
}
