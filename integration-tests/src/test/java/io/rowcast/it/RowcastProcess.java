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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged application, run as a user runs it. Whatever is still alive at {@link #close()} is killed. */
final class RowcastProcess implements AutoCloseable {
    static final Path DISTRIBUTION = Path.of(System.getProperty("rowcast.it.distribution"));

    /** JVM options for processes that live for seconds. */
    static final String QUICK_START =
            "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UseStringDeduplication -XX:SharedArchiveFile="
                    + System.getProperty("rowcast.it.archive");

    private final Process process;
    private final Path output;

    private RowcastProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts a command.
     *
     * @param directory where its output goes
     * @param name of the output file
     */
    static RowcastProcess start(Path directory, String name, String... arguments) {
        return start(List.of(), directory, name, Map.of(), arguments);
    }

    /** As {@link #start(Path, String, String...)}, with more environment variables. */
    static RowcastProcess start(Path directory, String name, Map<String, String> variables, String... arguments) {
        return start(List.of(), directory, name, variables, arguments);
    }

    /** Starts a command by way of a program that turns into it, given as the first words of a command line. */
    static RowcastProcess startBy(List<String> by, Path directory, String name, String... arguments) {
        return start(by, directory, name, Map.of(), arguments);
    }

    private static RowcastProcess start(
            List<String> by, Path directory, String name, Map<String, String> variables, String... arguments) {
        List<String> command = new ArrayList<>(by);
        command.add(DISTRIBUTION.resolve("bin/rowcast").toString());
        command.addAll(List.of(arguments));
        Path output = directory.resolve(name + ".out");
        try {
            Files.createDirectories(directory);
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            Map<String, String> environment = builder.environment();
            environment.keySet().removeIf(key -> key.startsWith("ROWCAST_") && !Command.VARIABLES.contains(key));
            environment.put("ROWCAST_JAVA_OPTS", "-Xmx700m " + QUICK_START);
            environment.put("ROWCAST_HOME", directory.resolve("unused-home").toString());
            environment.putAll(variables);
            return new RowcastProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the processes of a home have logged. */
    static String log(Path home) {
        try {
            return Files.readString(home.resolve("logs/rowcast.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end and expects exit code 0. */
    static String run(Path directory, String name, String... arguments) {
        return runBy(List.of(), directory, name, arguments);
    }

    /** Runs a command by way of another program, see {@link #startBy}. */
    static String runBy(List<String> by, Path directory, String name, String... arguments) {
        try (RowcastProcess process = startBy(by, directory, name, arguments)) {
            assertThat(process.exitCode(Duration.ofMinutes(5)))
                    .as(process::output)
                    .isZero();
            return process.output();
        }
    }

    /** Everything printed so far, to standard output and standard error. */
    String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a text in the output and returns the rest of its line. */
    String awaitLine(String text) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
            assertThat(process.isAlive() || output().contains(text))
                    .as(() -> "ended without '" + text + "': " + output())
                    .isTrue();
            return output().contains(text);
        });
        String all = output();
        int start = all.indexOf(text) + text.length();
        int end = all.indexOf('\n', start);
        return all.substring(start, end < 0 ? all.length() : end).trim();
    }

    int exitCode(Duration timeout) {
        try {
            assertThat(process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS))
                    .as(() -> "has not ended: " + output())
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Presses Ctrl-C and waits for the end. */
    int interrupt() {
        signal("INT");
        return exitCode(Duration.ofMinutes(1));
    }

    /** Ends it without giving it a chance to do anything. */
    void kill() {
        signal("KILL");
        exitCode(Duration.ofMinutes(1));
    }

    /** Expects it not to end for a time. */
    void livesFor(Duration time) {
        try {
            assertThat(process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS))
                    .as(() -> "has ended: " + output())
                    .isFalse();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops it from doing anything until {@link #resume()}. */
    void pause() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int failed = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(failed).as("kill -" + name).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitCode(Duration.ofMinutes(1));
    }
}
