// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State directories that are full, damaged, gone or another's. */
final class StateDirectoryIT {

    private final SurvivalOptions options = SurvivalOptions.get();

    @TempDir
    private Path directory;

    @Test
    void shouldStopWithAClearErrorWhenTheDiskIsFullAndGoOnOnceThereIsRoom() {
        try (Broker broker = SharedBroker.take()) {
            Scene scene = new Scene(directory, broker.servers(), options)
                    // So that RocksDB writes to the disk early.
                    .set("rocksdb.memory.bytes", Integer.toString(16 << 20))
                    .set("vertex.cache.bytes", Integer.toString(64 << 10));
            Path state = scene.home("a").resolve("state");
            try (SmallDisk disk = new SmallDisk(state, 400, directory.resolve("disk.out"));
                    // Enough that the buffers are full before long.
                    LiveEvents load = scene.load(5 * scene.rate())) {
                try (RowcastProcess full = scene.begin("a", disk.by())) {
                    scene.awaitEvents(2L * scene.rate(), full);
                    disk.fill();
                    assertThat(full.exitCode(Duration.ofMinutes(2)))
                            .as(full::output)
                            .isEqualTo(1);
                    assertThat(errors(full))
                            .as(scene.seeded("errors"))
                            .singleElement()
                            .asString()
                            .contains("state directory " + scene.state("a")
                                    + " has no space left on its disk: make room");
                }
                disk.makeRoom();
                try (RowcastProcess again = scene.begin("a", disk.by())) {
                    again.awaitLine("stop with Ctrl-C");
                    scene.check("full disk", load, again);
                }
            }
        }
    }

    @Test
    void shouldRefuseDamagedAndForeignStateAndRestoreEverythingWhenItIsDeleted() throws IOException {
        Path foreign = stateOfAnotherCluster();
        try (Broker broker = SharedBroker.take()) {
            Scene scene = new Scene(directory, broker.servers(), options);
            Path state = scene.state("a");
            try (LiveEvents load = scene.load()) {
                serve(scene, 3L * scene.rate());

                Path table = largest(state, ".sst");
                cut(table);
                assertThat(refused(scene, 1))
                        .contains("state directory " + state + " is damaged: delete it", table.toString());
                assertThat(refused(scene, 1)).as("refused again").contains("is damaged");
                delete(state);
                serve(scene, scene.events() + scene.rate());

                Files.delete(largest(state, ".sst").resolveSibling("CURRENT"));
                assertThat(refused(scene, 1)).contains("state directory " + state + " is damaged: delete it");

                Path marker = state.resolve("rowcast-state.json");
                cut(marker);
                assertThat(refused(scene, 2)).contains(marker + " cannot be read", "delete the directory");
                delete(state);

                Files.move(foreign, state);
                assertThat(refused(scene, 2))
                        .contains("state directory " + state + " was written for other topics", "delete it");
                delete(state);

                try (RowcastProcess instance = scene.instance("a")) {
                    scene.check("damaged, foreign and deleted state", load, instance);
                }
            }
        }
    }

    private Path stateOfAnotherCluster() {
        Path home = directory.resolve("elsewhere");
        try (RowcastProcess other = RowcastProcess.start(
                directory,
                "other",
                "run",
                "--demo",
                "--home",
                home.toString(),
                "--rows",
                Integer.toString(Scene.ROWS))) {
            other.awaitLine("events/s");
            assertThat(other.interrupt()).as(other::output).isEqualTo(130);
        }
        return home.resolve("state").resolve("rowcast");
    }

    private static void serve(Scene scene, long events) {
        try (RowcastProcess instance = scene.instance("a")) {
            scene.awaitEvents(events, instance);
            assertThat(instance.interrupt()).as(instance::output).isEqualTo(130);
        }
    }

    /** The one line that a refused start says. */
    private static String refused(Scene scene, int exitCode) {
        try (RowcastProcess refused = scene.begin("a")) {
            assertThat(refused.exitCode(Duration.ofMinutes(1)))
                    .as(refused::output)
                    .isEqualTo(exitCode);
            List<String> errors = errors(refused);
            assertThat(errors).as(refused::output).hasSize(1);
            return errors.get(0);
        }
    }

    private static List<String> errors(RowcastProcess process) {
        return process.output()
                .lines()
                .filter(line -> line.startsWith("rowcast: "))
                .toList();
    }

    private static Path largest(Path state, String name) throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(file -> file.getFileName().toString().contains(name))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    /** Takes the second half of a file away. */
    private static void cut(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
    }

    static void delete(Path state) {
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
