// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file in, a settled codebook out, in one process with its embedded broker. */
final class BatchRunIT {
    private final Dataset dataset = Dataset.get();
    private final Deployment deployment = new Deployment(dataset.rows());

    @TempDir
    private Path directory;

    @Test
    void shouldLoadSettleAndExportWhenGivenAFile() {
        Path summary = directory.resolve("s.json");
        RowcastProcess.run(directory, "run", untilSettled(summary));

        assertThat(Deployment.number(summary, "distinct_edges"))
                .isEqualTo(dataset.edges().size());
        assertThat(Deployment.number(summary, "dead_letters")).isZero();
        Path csv = directory.resolve("mapping.csv");
        Command.run("export", "--home", home(), "--format", "csv", "--out", csv.toString());
        Deployment.checkExport(csv, dataset);
        checkStoppedData(summary);
    }

    @Test
    void shouldGoOnWhereItStoppedWhenInterruptedInTheMiddle() {
        Path summary = directory.resolve("s.json");
        try (RowcastProcess first = RowcastProcess.start(directory, "first", untilSettled(summary))) {
            String servers =
                    first.awaitLine("broker ").replace("(embedded)", "").trim();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> deployment.events(servers) > dataset.edges().size() / 20);
            assertThat(first.interrupt()).as(first::output).isEqualTo(130);
        }
        assertThat(summary).doesNotExist();
        Audited stopped = Audited.run(
                        directory,
                        "stopped",
                        "--home",
                        home(),
                        "--set",
                        Deployment.PARTITIONS,
                        "--rows",
                        Integer.toString(dataset.rows()),
                        "--at-rest")
                .withoutViolations();
        assertThat(stopped.figure("edges"))
                .isBetween(1.0, (double) dataset.edges().size());

        RowcastProcess.run(directory, "second", untilSettled(summary));

        assertThat(Deployment.number(summary, "distinct_edges"))
                .isEqualTo(dataset.edges().size());
        assertThat(Deployment.number(summary, "events")).isEqualTo(lines());
        checkStoppedData(summary);
    }

    private String[] untilSettled(Path summary) {
        return new String[] {
            "run",
            Deployment.THREADS,
            "--set",
            Deployment.PARTITIONS,
            "--home",
            home(),
            "--input",
            dataset.file().toString(),
            "--rows",
            Integer.toString(dataset.rows()),
            "--until-settled",
            "--summary",
            summary.toString()
        };
    }

    private void checkStoppedData(Path summary) {
        double objective = deployment
                .checkSettled(directory, dataset, "--home", home(), "--set", Deployment.PARTITIONS)
                .figure("objective");
        assertThat(Deployment.number(summary, "objective")).isCloseTo(objective, within(1e-6));
    }

    private double lines() {
        try (var lines = Files.lines(dataset.file())) {
            return dataset.file().toString().endsWith(".gz") ? dataset.edges().size() : lines.count() - 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String home() {
        return directory.resolve("home").toString();
    }
}
