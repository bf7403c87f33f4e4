// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import io.rowcast.it.HttpApi.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.utility.DockerImageName;

/** Rowcast's own image beside a Kafka container, killed and stopped. Runs with {@code rowcast.it.broker=container} only. */
final class ImageIT {
    private static final String ROWS = "64";
    private static final String BROKER = "kafka:19092";
    private static final int HTTP_PORT = 7600;
    private static final int USERS = 300;
    private static final int ITEMS_OF_USER = 5;
    private static final int SIGTERM_EXIT_CODE = 143;

    @TempDir
    private Path directory;

    @Test
    void shouldKeepEveryEdgeAndLeaveCleanlyWhenItsContainerIsKilledAndStopped() throws IOException {
        assertThat(Broker.KIND).as("rowcast.it.broker").isEqualTo("container");
        int port = BrokerProcess.freePort();
        try (Network network = Network.newNetwork();
                BrokerContainer kafka = new BrokerContainer(network, BROKER);
                GenericContainer<?> rowcast = rowcast(network, port)) {
            rowcast.start();
            HttpApi api = new HttpApi(port);
            Path input = Files.write(directory.resolve("events.csv"), events());
            load(kafka, input);
            awaitEvents(api, USERS * ITEMS_OF_USER);

            docker(rowcast).killContainerCmd(rowcast.getContainerId()).exec();
            Awaitility.await("the end of the container").until(() -> !rowcast.isRunning());
            docker(rowcast).startContainerCmd(rowcast.getContainerId()).exec();
            load(kafka, Files.write(directory.resolve("more.csv"), List.of("user,item", "late,i1")));
            awaitEvents(api, USERS * ITEMS_OF_USER + 1);
            assertThat(api.get("/v1/users/late", "Vertex").json().get("row").asInt())
                    .isBetween(0, 63);

            docker(rowcast)
                    .stopContainerCmd(rowcast.getContainerId())
                    .withTimeout(60)
                    .exec();
            assertThat(docker(rowcast)
                            .inspectContainerCmd(rowcast.getContainerId())
                            .exec()
                            .getState()
                            .getExitCodeLong())
                    .as(rowcast::getLogs)
                    .isEqualTo(SIGTERM_EXIT_CODE);
            Audited audited = Audited.run(
                            directory, "audit", "--bootstrap-servers", kafka.servers(), "--rows", ROWS, "--at-rest")
                    .withoutViolations();
            assertThat(audited.figure("edges")).isEqualTo(USERS * ITEMS_OF_USER + 1.0);
        }
    }

    private static GenericContainer<?> rowcast(Network network, int port) {
        GenericContainer<?> container = new GenericContainer<>(image())
                .withNetwork(network)
                .withEnv("ROWCAST_BOOTSTRAP_SERVERS", BROKER)
                .withEnv("ROWCAST_ROWS", ROWS)
                .withEnv("ROWCAST_PARTITIONS", Integer.toString(Command.PARTITIONS))
                .withEnv("ROWCAST_HTTP_HOST", "0.0.0.0")
                .withEnv("ROWCAST_HTTP_TOKEN", HttpApi.TOKEN)
                .withEnv("ROWCAST_KAFKA_SESSION_TIMEOUT_MS", "6000")
                .withExposedPorts(HTTP_PORT)
                .waitingFor(Wait.forHttp("/health/ready").forPort(HTTP_PORT))
                .withStartupTimeout(Duration.ofMinutes(2));
        // A container that is started again would be given another port.
        container.setPortBindings(List.of(port + ":" + HTTP_PORT));
        return container;
    }

    /** The image that was named, or one that is built here from the packaged distribution. */
    private static Future<String> image() {
        String name = System.getProperty("rowcast.it.image");
        if (!name.isEmpty()) {
            return new RemoteDockerImage(DockerImageName.parse(name));
        }
        Path base = Path.of(System.getProperty("rowcast.it.base"));
        return new ImageFromDockerfile()
                .withFileFromPath("docker", base.resolve("docker"))
                .withFileFromPath("app/target/rowcast", RowcastProcess.DISTRIBUTION)
                .withFileFromPath("Dockerfile", base.resolve("docker/Dockerfile"))
                .withTarget("packaged");
    }

    private static List<String> events() {
        List<String> lines = new ArrayList<>(List.of("user,item"));
        for (int user = 0; user < USERS; user++) {
            int group = user % 20;
            int who = user;
            IntStream.range(0, ITEMS_OF_USER)
                    .forEach(item -> lines.add("u" + who + ",i" + (10 * group + (who + item) % 10)));
        }
        return lines;
    }

    private void load(Broker broker, Path file) {
        RowcastProcess.run(
                directory,
                file.getFileName().toString(),
                "load",
                "--bootstrap-servers",
                broker.servers(),
                file.toString());
    }

    private static void awaitEvents(HttpApi api, long events) {
        Awaitility.await("events")
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> {
                    Answer stats = api.get("/v1/stats", "Stats");
                    return stats.status() == 200 && stats.json().get("events").asLong() == events;
                });
    }

    private static DockerClient docker(GenericContainer<?> container) {
        return container.getDockerClient();
    }
}
