// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

final class StateDirectoryFailureTest {

    @TempDir
    private Path directory;

    @Test
    void shouldCallForRoomWhenTheDiskIsFull() {
        Throwable failure = new StreamsException(new ProcessorStateException(
                "Error opening store", new RocksDBException("While appending to file: x: No space left on device")));

        assertThat(StateDirectoryFailure.explain(failure, directory))
                .contains("state directory " + directory + " has no space left on its disk: make room and start again"
                        + " (While appending to file: x: No space left on device)");
    }

    @Test
    void shouldCallForRoomWhenKafkaStreamsCannotWriteAFile() {
        Throwable failure = new ProcessorStateException(new IOException("No space left on device"));

        assertThat(StateDirectoryFailure.explain(failure, directory))
                .hasValueSatisfying(line -> assertThat(line).contains("has no space left on its disk"));
    }

    @Test
    void shouldCallForDeletingWhenATableFileIsCut() throws Exception {
        try (Options options = new Options().setCreateIfMissing(true);
                FlushOptions flush = new FlushOptions();
                RocksDB store = RocksDB.open(options, directory.toString())) {
            store.put(new byte[] {1}, new byte[100]);
            store.flush(flush);
        }
        Path table;
        try (Stream<Path> files = Files.list(directory)) {
            table = files.filter(file -> file.toString().endsWith(".sst"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
        Files.write(table, new byte[10]);

        assertThat(StateDirectoryFailure.explain(
                        new ProcessorStateException("Error opening store", opening()), directory))
                .hasValueSatisfying(line -> assertThat(line)
                        .startsWith("state directory " + directory
                                + " is damaged: delete it to have it restored from the changelogs (")
                        .contains(table.getFileName().toString()));
    }

    @Test
    void shouldNameTheFileWhenItCannotBeUsed() {
        IOException failure = new FileSystemException(directory.resolve("f").toString(), null, "Permission denied");

        assertThat(StateDirectoryFailure.explain(failure, directory))
                .contains("state directory " + directory + " cannot be used: " + directory + "/f: Permission denied");
    }

    @Test
    void shouldSayNothingWhenItIsSomethingElse() {
        assertThat(StateDirectoryFailure.explain(new StreamsException("task", new IOException("reset")), directory))
                .isEmpty();
        assertThat(StateDirectoryFailure.explain(
                        new FileSystemException("/elsewhere", null, "Permission denied"), directory))
                .isEmpty();
    }

    private RocksDBException opening() {
        try (Options options = new Options();
                RocksDB store = RocksDB.open(options, directory.toString())) {
            throw new AssertionError("opened " + store.getName());
        } catch (RocksDBException e) {
            return e;
        }
    }
}
