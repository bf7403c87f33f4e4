// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.Topics;
import io.rowcast.topology.client.CodebookReader;
import io.rowcast.topology.client.CodebookTable;
import io.rowcast.topology.client.Fallback;
import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Side;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers and exports of the versions of a deployment that works. */
final class ReaderIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Topics topics = new Topics(new ClusteringConfig(Map.of("rows", Scene.ROWS)));

    @TempDir
    private Path directory;

    @Test
    void shouldHoldTheSameTableWhenStoppedAtTheSameVersion() throws IOException {
        try (Broker broker = SharedBroker.take()) {
            Scene scene =
                    new Scene(directory, broker.servers(), SurvivalOptions.get()).set("versions.interval.ms", "500");
            try (RowcastProcess instance = scene.instance("a");
                    CodebookReader along = reader(broker)) {
                long version;
                try (LiveEvents load = scene.load();
                        CodebookReader late = reader(broker)) {
                    follow(along, 3);
                    version = cut(broker);
                    scene.awaitEvents(scene.events() + scene.rate(), instance);
                    along.stopAt(version);
                    follow(along, version);
                    CodebookVersion read = late.loadVersion(version, PATIENCE);
                    assertThat(lines(late.table())).isEqualTo(lines(along.table()));
                    assertThat(read.sum().users()).isPositive();
                    checkExport(broker, read, along.table());
                    load.end();
                }
                along.stopAt(Long.MAX_VALUE);
                forget(broker, along);
            }
        }
    }

    /** A user that is forgotten is in no reader and no export any more. */
    private void forget(Broker broker, CodebookReader reader) throws IOException {
        String user = id(reader.table());
        Command.run("forget", "user", user, "--bootstrap-servers", broker.servers());
        long version = cut(broker);
        follow(reader, version);
        assertThat(reader.table().get(Side.USER, user)).isNull();
        assertThat(reader.rows(Side.USER, user)).containsExactly(Mapping.NO_ROW, Mapping.NO_ROW);
        Path out = export(
                broker,
                "csv",
                version,
                "--since",
                directory.resolve("csv-export").toString());
        assertThat(Files.readAllLines(out.resolve("users.csv")))
                .hasSizeGreaterThan(1)
                .noneMatch(line -> line.startsWith(user + ","));
        assertThat(npy(out.resolve("users-changed-rows.npy")).remaining()).isPositive();
    }

    private static String id(CodebookTable table) {
        return table.vertices(Side.USER).id(table.vertices(Side.USER).sorted()[0]);
    }

    private void checkExport(Broker broker, CodebookVersion version, CodebookTable table) throws IOException {
        Path csv = export(broker, "csv", version.version());
        List<String> written = new ArrayList<>();
        for (Side side : Side.values()) {
            List<String> lines = Files.readAllLines(csv.resolve(side.word() + "s.csv"));
            lines.subList(1, lines.size()).forEach(line -> written.add(side.word() + "," + line));
        }
        assertThat(written).isEqualTo(lines(table));
        Path npy = export(broker, "npy", version.version());
        JsonNode manifest =
                new ObjectMapper().readTree(npy.resolve("manifest.json").toFile());
        assertThat(manifest.get("hash").asText()).isEqualTo(version.sum().hash().toString());
        for (Side side : Side.values()) {
            ByteBuffer rows = npy(npy.resolve(side.word() + "s-rows.npy"));
            for (int entry : table.vertices(side).sorted()) {
                assertThat(rows.getInt()).isEqualTo(table.vertices(side).row(entry));
                assertThat(rows.getInt()).isEqualTo(table.vertices(side).secondaryRow(entry));
            }
            assertThat(rows.hasRemaining()).isFalse();
        }
    }

    private Path export(Broker broker, String format, long version, String... more) {
        Path out = directory.resolve(format + "-export" + (more.length == 0 ? "" : "-later"));
        List<String> arguments = new ArrayList<>(List.of(
                "export",
                "--bootstrap-servers",
                broker.servers(),
                "--format",
                format,
                "--version",
                Long.toString(version),
                "--out",
                out.toString()));
        arguments.addAll(List.of(more));
        Command.run(arguments.toArray(String[]::new));
        return out;
    }

    /** The values of an array, without its header. */
    private static ByteBuffer npy(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.position(10 + bytes.getShort(8));
    }

    private CodebookReader reader(Broker broker) {
        return new CodebookReader(Map.of("bootstrap.servers", broker.servers()), topics.versions(), Fallback.none());
    }

    private long cut(Broker broker) throws IOException {
        String output = Command.run("version", "--json", "--bootstrap-servers", broker.servers());
        return new ObjectMapper().readTree(output).get("version").asLong();
    }

    private static void follow(CodebookReader reader, long version) {
        Awaitility.await("version " + version)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    reader.poll(PATIENCE);
                    return reader.version().orElseThrow().version() >= version;
                });
    }

    /** All mappings as lines of text, in the order of the ids. */
    private static List<String> lines(CodebookTable table) {
        List<String> lines = new ArrayList<>();
        for (Side side : Side.values()) {
            for (int entry : table.vertices(side).sorted()) {
                lines.add(line(table.vertices(side).mapping(entry)));
            }
        }
        return lines;
    }

    private static String line(Mapping mapping) {
        String second = mapping.secondaryRow() == Mapping.NO_ROW
                ? ","
                : mapping.secondaryRow() + "," + mapping.secondaryGeneration();
        return mapping.side().word() + "," + mapping.id() + "," + mapping.row() + "," + mapping.generation() + ","
                + second;
    }
}
