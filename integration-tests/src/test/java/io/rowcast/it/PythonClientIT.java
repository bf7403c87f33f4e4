// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.Topics;
import io.rowcast.topology.client.CodebookReader;
import io.rowcast.topology.client.CodebookTable;
import io.rowcast.topology.client.Fallback;
import io.rowcast.topology.client.SideTable;
import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The Python client: its own tests, and that it has what the Java client and an export have. */
@EnabledIf("io.rowcast.it.PythonProcess#isWanted")
final class PythonClientIT {
    private static final int VERSIONS_AHEAD = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String HEADER = "id,row,generation,secondary_row,secondary_generation\n";

    private final Topics topics = new Topics(new ClusteringConfig(Map.of("rows", Scene.ROWS)));

    @TempDir
    private Path directory;

    @Test
    void shouldPassItsOwnTests() {
        PythonProcess.requireLibraries(directory);
        String tests =
                PythonProcess.source("app/src/test/python/test_rowcast.py").toString();
        try (PythonProcess process = PythonProcess.start(directory, "tests", tests)) {
            process.succeed();
            assertThat(process.output())
                    .contains("Ran ")
                    .doesNotContain("Ran 0 tests")
                    .doesNotContain("skipped");
        }
    }

    @Test
    void shouldHoldTheSameTableAsJavaAndAnExportWhenStoppedAtTheSameVersion() throws IOException {
        PythonProcess.requireLibraries(directory);
        try (Broker broker = SharedBroker.take()) {
            Scene scene =
                    new Scene(directory, broker.servers(), SurvivalOptions.get()).set("versions.interval.ms", "500");
            try (RowcastProcess instance = scene.instance("a");
                    LiveEvents load = scene.load();
                    CodebookReader java = new CodebookReader(
                            Map.of("bootstrap.servers", broker.servers()), topics.versions(), Fallback.none())) {
                Path folder = directory.resolve("python");
                String script = PythonProcess.source("integration-tests/src/test/python/follow.py")
                        .toString();
                try (PythonProcess python =
                        PythonProcess.start(directory, "follow", script, broker.servers(), folder.toString())) {
                    python.await("at version");
                    java.load(PATIENCE);
                    long last = java.version().orElseThrow().version() + VERSIONS_AHEAD;
                    python.tell(Long.toString(last));
                    java.stopAt(last);
                    CodebookVersion version = follow(java, last);
                    python.succeed();
                    assertThat(instance.isAlive()).as(instance::output).isTrue();
                    System.out.printf(
                            "version %d with %d users and %d items, at %d events: %s%n",
                            last,
                            version.sum().users(),
                            version.sum().items(),
                            load.sent(),
                            version.sum().hash());
                    compare(version, java.table(), folder, broker);
                }
                load.end();
            }
        }
    }

    private void compare(CodebookVersion version, CodebookTable table, Path python, Broker broker) throws IOException {
        String hash = version.sum().hash().toString();
        Path csv = export(broker, "csv", version);
        assertThat(Files.readString(csv.resolve("manifest.json"))).contains(hash);
        assertThat(python.resolve("hash")).hasContent(hash);
        for (Side side : Side.values()) {
            String file = side.word() + "s.csv";
            assertThat(table.vertices(side).size()).isPositive();
            assertThat(python.resolve(file))
                    .hasSameBinaryContentAs(csv.resolve(file))
                    .hasContent(text(table.vertices(side)));
        }
        try (PythonProcess files = PythonProcess.start(
                directory,
                "files",
                "-c",
                "import rowcast, sys; print(rowcast.Codebook.from_files(sys.argv[1]).hash)",
                export(broker, "npy", version).toString())) {
            files.succeed();
            assertThat(files.output().strip()).isEqualTo(hash);
        }
    }

    private Path export(Broker broker, String format, CodebookVersion version) {
        Path out = directory.resolve(format + "-export");
        Command.run(
                "export",
                "--bootstrap-servers",
                broker.servers(),
                "--format",
                format,
                "--version",
                Long.toString(version.version()),
                "--out",
                out.toString());
        return out;
    }

    private static CodebookVersion follow(CodebookReader reader, long version) {
        Awaitility.await("version " + version)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    reader.poll(Duration.ofSeconds(1));
                    return reader.version().orElseThrow().version() == version;
                });
        return reader.version().orElseThrow();
    }

    private static String text(SideTable vertices) {
        StringBuilder text = new StringBuilder(HEADER);
        for (int entry : vertices.sorted()) {
            Mapping mapping = vertices.mapping(entry);
            text.append(mapping.id()).append(',').append(mapping.row()).append(',');
            text.append(mapping.generation()).append(',');
            if (mapping.secondaryRow() == Mapping.NO_ROW) {
                text.append(",\n");
            } else {
                text.append(mapping.secondaryRow()).append(',');
                text.append(mapping.secondaryGeneration()).append('\n');
            }
        }
        return text.toString();
    }
}
