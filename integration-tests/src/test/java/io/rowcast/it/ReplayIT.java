// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same events in live runs of their own: the same graph and invariants, and no run worse than the sequential one may be.
 * The runs are not compared with each other: labels depend on when a task hears of the others' volumes.
 */
final class ReplayIT {
    private final Dataset dataset = Dataset.get();
    private final Deployment deployment = new Deployment(dataset.rows());

    @TempDir
    private Path directory;

    private record Run(String name, Audited audited, Map<String, String> rows) {}

    @Test
    void shouldComeToTheSameGraphWhenEventsAreReplayedAndWhateverThePartitions() throws IOException {
        List<Run> runs = List.of(run("first", 4), run("again", 4), run("alone", 1));

        for (Run run : runs) {
            assertThat(run.rows().keySet())
                    .as(run.name())
                    .isEqualTo(runs.get(0).rows().keySet());
            System.out.printf(
                    "%s: objective %.4f, inside %.4f, rows %.0f and %.0f; %.3f of the vertices in the row of the first%n",
                    run.name(),
                    run.audited().figure("objective"),
                    run.audited().figure("inside_share"),
                    run.audited().figure("user_rows"),
                    run.audited().figure("item_rows"),
                    sameRows(run.rows(), runs.get(0).rows()));
        }
    }

    private Run run(String name, int partitions) throws IOException {
        String home = directory.resolve("home-" + name).toString();
        String input = dataset.file().toString();
        String rows = Integer.toString(dataset.rows());
        String setting = "partitions=" + partitions;
        RowcastProcess.run(
                directory,
                name + "-run",
                "run",
                "--home",
                home,
                "--rows",
                rows,
                "--set",
                setting,
                "--input",
                input,
                "--until-settled");
        Audited audited = deployment.checkSettled(
                Files.createDirectories(directory.resolve(name)), dataset, "--home", home, "--set", setting);
        Path csv = directory.resolve(name + ".csv");
        Command.run("export", "--home", home, "--out", csv.toString());
        return new Run(name, audited, rowsOf(csv));
    }

    /** The primary row of each vertex, by side and id. */
    private static Map<String, String> rowsOf(Path csv) throws IOException {
        Map<String, String> rows = new HashMap<>();
        for (String line : Files.readAllLines(csv, StandardCharsets.UTF_8)) {
            String[] fields = line.split(",", -1);
            rows.put(fields[0] + "," + fields[1], fields[2]);
        }
        return rows;
    }

    private static double sameRows(Map<String, String> rows, Map<String, String> others) {
        return rows.entrySet().stream()
                        .filter(row -> row.getValue().equals(others.get(row.getKey())))
                        .count()
                / (double) rows.size();
    }
}
