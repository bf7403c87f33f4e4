// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The directory in which an instance keeps everything: the embedded broker's data, the state stores and the logs.
 * Instances with different homes share nothing on disk; an instance locks its home while it runs.
 */
public final class Home {
    private final Path directory;

    public Home(Path directory) {
        this.directory = directory;
    }

    public Path directory() {
        return directory;
    }

    /** Data of the embedded broker. */
    public Path brokerData() {
        return directory.resolve("broker").resolve("data");
    }

    /** State stores of Kafka Streams, one directory per application id. */
    public Path state() {
        return directory.resolve("state");
    }

    public Path logs() {
        return directory.resolve("logs");
    }

    /**
     * Takes the home for this process until the lock is closed or the process ends.
     *
     * @param user what takes it, in a word or two, for the message others get
     * @throws HomeInUseException at once, if another process or another part of this one has it
     */
    public HomeLock lock(String user) {
        return HomeLock.take(this, user);
    }

    /** Where the embedded broker that runs on this home listens, as host:port, if one runs. */
    public Optional<String> runningBroker() {
        Optional<String> address = read(brokerAddress());
        // The file of a process that was killed stays behind; its lock does not.
        return address.isPresent() && HomeLock.isTaken(this) ? address : Optional.empty();
    }

    /** Tells other processes where the embedded broker listens. */
    public void publishBroker(String bootstrapServers) {
        try {
            Path partial = brokerAddress().resolveSibling("bootstrap.servers.part");
            Files.writeString(partial, bootstrapServers + "\n");
            Files.move(partial, brokerAddress(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + brokerAddress(), e);
        }
    }

    /** Takes back what {@link #publishBroker} told. */
    public void withdrawBroker() {
        try {
            Files.deleteIfExists(brokerAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + brokerAddress(), e);
        }
    }

    Path lockFile() {
        return directory.resolve("lock");
    }

    /** Who holds the lock. Not in the lock file: closing any handle of a locked file drops a process's lock on it. */
    Path userFile() {
        return directory.resolve("user");
    }

    Optional<String> user() {
        return read(userFile());
    }

    private Path brokerAddress() {
        return directory.resolve("broker").resolve("bootstrap.servers");
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
