// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A disk of a given size on a directory: a tmpfs in a mount namespace of its own, seen only by processes started with {@link
 * #by()}. Needs Linux with {@code unshare} and {@code nsenter} (util-linux), and either root or user namespaces for
 * everybody. Whatever is on it is gone at {@link #close()}.
 */
final class SmallDisk implements AutoCloseable {
    private final Path directory;
    private final Process holder;
    private final List<String> by;

    /**
     * @param directory where it is mounted; made if it is not there
     * @param log a file for what the programs behind it say
     */
    SmallDisk(Path directory, int megabytes, Path log) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
            Path ready = Files.createTempFile("small-disk", ".ready");
            String script = "mount -t tmpfs -o size=" + megabytes + "m tmpfs '" + directory + "' && echo ready > '"
                    + ready + "' && exec sleep infinity";
            holder = new ProcessBuilder("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                assertThat(holder.isAlive())
                        .as(() -> "this test mounts a tmpfs in a namespace of its own: it needs unshare, and root or"
                                + " unprivileged user namespaces; " + read(log))
                        .isTrue();
                return Files.size(ready) > 0;
            });
            Files.delete(ready);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        by = List.of("nsenter", "--target", Long.toString(holder.pid()), "--user", "--preserve-credentials", "--mount");
    }

    /** How to start a program that sees the disk. */
    List<String> by() {
        return by;
    }

    /** Takes all the room that is left. */
    void fill() {
        // Ends when nothing more can be written.
        run("cat /dev/zero > '" + filler() + "' 2>/dev/null || true");
    }

    /** Gives back what {@link #fill()} took. */
    void makeRoom() {
        run("rm '" + filler() + "'");
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }

    private Path filler() {
        return directory.resolve("filler");
    }

    private void run(String script) {
        List<String> command = new ArrayList<>(by);
        command.addAll(List.of("sh", "-c", script));
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            assertThat(process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0)
                    .as(script)
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
