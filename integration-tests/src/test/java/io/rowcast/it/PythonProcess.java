// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A Python program that uses the client of the source tree. Killed at {@link #close()} if it is still alive. */
final class PythonProcess implements AutoCloseable {
    private static final String PROPERTY = "rowcast.it.python";
    private static final Path BASE = Path.of(System.getProperty("rowcast.it.base"));

    private final Process process;
    private final Path output;

    private PythonProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Whether tests with Python were not switched off; says so loudly if they were. */
    static boolean isWanted() {
        if (System.getProperty(PROPERTY).equals("false")) {
            System.out.printf("NOT TESTED: the Python client, as -D%s=false was given%n", PROPERTY);
            return false;
        }
        return true;
    }

    /** Fails, naming the packages, where Python or what the client needs is missing. */
    static void requireLibraries(Path directory) {
        try (PythonProcess check = start(
                directory,
                "libraries",
                "-c",
                "import sys, numpy, confluent_kafka; assert sys.version_info >= (3, 9)")) {
            check.succeed();
        } catch (UncheckedIOException | AssertionError e) {
            throw new AssertionError(
                    String.format(
                            "%s has no numpy or no confluent_kafka, or is older than 3.9: install the Debian packages "
                                    + "python3-numpy and python3-confluent-kafka, name another interpreter by -D%s=PATH, "
                                    + "or leave the Python client untested by -D%s=false",
                            System.getProperty(PROPERTY), PROPERTY, PROPERTY),
                    e);
        }
    }

    /**
     * Starts a program.
     *
     * @param directory where its output goes
     * @param name of the output file
     * @param arguments of the interpreter
     */
    static PythonProcess start(Path directory, String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of(System.getProperty(PROPERTY)));
        command.addAll(Arrays.asList(arguments));
        Path output = directory.resolve(name + "-python.out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("PYTHONPATH", source("app/src/main/python").toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("PYTHONUNBUFFERED", "1");
        builder.environment().put("ROWCAST_DISTRIBUTION", RowcastProcess.DISTRIBUTION.toString());
        builder.environment().put("ROWCAST_JAVA_OPTS", "-Xmx512m " + RowcastProcess.QUICK_START);
        try {
            return new PythonProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the source tree. */
    static Path source(String file) {
        return BASE.resolve(file);
    }

    /** Gives it a line to read. */
    void tell(String line) {
        try {
            Writer writer = process.outputWriter();
            writer.write(line + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a text in its output. */
    void await(String text) {
        Awaitility.await(text).atMost(Duration.ofMinutes(2)).until(() -> {
            assertThat(process.isAlive() || output().contains(text))
                    .as(this::output)
                    .isTrue();
            return output().contains(text);
        });
    }

    /** Waits until it has ended without an error. */
    void succeed() {
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(this::output).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        assertThat(process.exitValue()).as(this::output).isZero();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
