// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances that come and go against one broker. */
final class InstancesIT {
    private final Dataset dataset = Dataset.get();
    private final Deployment deployment = new Deployment(dataset.rows());

    @TempDir
    private Path directory;

    @Test
    void shouldKeepEveryInvariantWhenASecondInstanceJoinsAndTheFirstLeaves() {
        Path summary = directory.resolve("s.json");
        try (Broker broker = SharedBroker.take()) {
            String servers = broker.servers();
            try (RowcastProcess first = instance(servers, "first");
                    RowcastProcess load = RowcastProcess.start(
                            directory,
                            "load",
                            "load",
                            "--bootstrap-servers",
                            servers,
                            "--rate",
                            Integer.toString(dataset.edges().size() / 10),
                            dataset.file().toString())) {
                awaitEvents(servers, 0.1);
                try (RowcastProcess second = instance(servers, "second")) {
                    awaitEvents(servers, 0.6);
                    assertThat(first.interrupt()).as(first::output).isEqualTo(130);
                    assertThat(load.exitCode(Duration.ofMinutes(2)))
                            .as(load::output)
                            .isZero();
                    awaitEvents(servers, 1);
                    assertThat(second.interrupt()).as(second::output).isEqualTo(130);
                }
            }
            RowcastProcess.run(
                    directory,
                    "settle",
                    "run",
                    Deployment.THREADS,
                    "--set",
                    Deployment.PARTITIONS,
                    "--home",
                    home("second"),
                    "--bootstrap-servers",
                    servers,
                    "--rows",
                    Integer.toString(dataset.rows()),
                    "--until-settled",
                    "--summary",
                    summary.toString());
            deployment.checkSettled(directory, dataset, "--bootstrap-servers", servers, "--set", Deployment.PARTITIONS);
        }
        assertThat(Deployment.number(summary, "distinct_edges"))
                .isEqualTo(dataset.edges().size());
    }

    private RowcastProcess instance(String servers, String name) {
        RowcastProcess process = RowcastProcess.start(
                directory,
                name,
                "run",
                Deployment.THREADS,
                "--set",
                Deployment.PARTITIONS,
                "--home",
                home(name),
                "--bootstrap-servers",
                servers,
                "--rows",
                Integer.toString(dataset.rows()));
        process.awaitLine("stop with Ctrl-C");
        return process;
    }

    private void awaitEvents(String servers, double share) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(300))
                .until(() ->
                        deployment.events(servers) >= share * dataset.edges().size());
    }

    private String home(String name) {
        return directory.resolve("home-" + name).toString();
    }
}
