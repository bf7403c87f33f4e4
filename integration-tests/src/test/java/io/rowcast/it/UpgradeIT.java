// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A home that the previous release has run and stopped, opened by this one: embedded broker with all topics, state stores.
 * What it holds is written by {@code src/test/sh/write-release.sh}.
 */
final class UpgradeIT {
    private static final String ARCHIVE = "previous-release.tar.gz";
    private static final int USERS = 320;
    private static final int EDGES = 3 * USERS;

    @TempDir
    private Path directory;

    private List<String> recorded;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        try (var archive = UpgradeIT.class.getResourceAsStream("/" + ARCHIVE)) {
            Files.copy(archive, directory.resolve(ARCHIVE));
        }
        int failed = new ProcessBuilder("tar", "-xzf", ARCHIVE)
                .directory(directory.toFile())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(failed).as("tar").isZero();
        // Vertices weighed their degrees then.
        Files.writeString(
                Path.of(config()), "weighting.user=degree\nweighting.item=degree\n", StandardOpenOption.APPEND);
        recorded = Files.readAllLines(directory.resolve("rows.csv"));
        assertThat(recorded).hasSize(1 + USERS + 2 * USERS + 1);
    }

    @Test
    void shouldGoOnWithTheStoresWhenThePreviousReleaseWroteThem() throws IOException {
        Audited audited = audit("found").withoutViolations();
        assertThat(audited.figure("edges")).isEqualTo((double) EDGES);
        assertThat(export("found")).containsExactlyInAnyOrderElementsOf(recorded);
        List<String> stores = identities();
        assertThat(stores).hasSize(15);

        goOn();

        assertThat(identities()).as("the stores are those that were there").isEqualTo(stores);
    }

    @Test
    void shouldRestoreTheStoresWhenThereAreOnlyChangelogsOfThePreviousRelease() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("home/state"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }

        goOn();

        assertThat(identities()).hasSize(15);
    }

    /** Has this release run with one event more, and a price that keeps every vertex where it is, whatever rows are empty. */
    private void goOn() throws IOException {
        Path more = Files.write(directory.resolve("more.csv"), List.of("user,item", "new,a1"));
        RowcastProcess.run(
                directory,
                "run",
                command(
                        "run",
                        "--input",
                        more.toString(),
                        "--until-settled",
                        "--set",
                        "hysteresis=1000",
                        "--set",
                        "governor.enabled=false"));

        Audited audited = audit("after").withoutViolations();
        assertThat(audited.figure("edges")).isEqualTo(EDGES + 1.0);
        assertThat(audited.figure("users")).isEqualTo(USERS + 1.0);
        List<String> rows = primaries(export("after"));
        assertThat(rows).hasSize(recorded.size() + 1).containsAll(primaries(recorded));
    }

    private Audited audit(String name) {
        return Audited.run(directory, "audit-" + name, "--config", config(), "--home", home(), "--at-rest");
    }

    private List<String> export(String name) throws IOException {
        Path csv = directory.resolve(name + ".csv");
        Command.run(command("export", "--format", "csv", "--out", csv.toString()));
        return Files.readAllLines(csv);
    }

    private String[] command(String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of(name, "--config", config(), "--home", home()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private String config() {
        return directory.resolve("release.properties").toString();
    }

    private String home() {
        return directory.resolve("home").toString();
    }

    /** Side, id and primary row. */
    private static List<String> primaries(List<String> lines) {
        return lines.stream()
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .toList();
    }

    /** The identity of every RocksDB store, which a store that is made anew does not have. */
    private List<String> identities() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("home/state"))) {
            List<String> identities = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.endsWith("IDENTITY")).sorted().toList()) {
                identities.add(directory.relativize(file) + " "
                        + Files.readString(file).strip());
            }
            return identities;
        }
    }
}
