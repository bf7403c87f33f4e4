// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import io.rowcast.app.runtime.RuntimeFailure;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another {@code rowcast} command, with the same Java and the same options as this process. */
final class ChildProcess implements AutoCloseable {
    private static final String MAIN = "io.rowcast.app.Main";
    private static final long GRACE_SECONDS = 30;

    private final String name;
    private final Process process;
    private final Path errors;
    private final BufferedWriter in;
    private final BufferedReader out;

    /**
     * @param name for messages
     * @param directory of the child alone
     */
    ChildProcess(String name, Path directory, String... arguments) {
        this.name = name;
        this.errors = directory.resolve("stderr");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(List.of(arguments));
        try {
            Files.createDirectories(directory);
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().keySet().removeIf(key -> key.startsWith("ROWCAST_"));
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        in = process.outputWriter(StandardCharsets.UTF_8);
        out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** The options this process was started with, but no agents: those belong to a debugger or a test. */
    static List<String> jvmOptions() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-javaagent") && !option.startsWith("-agent"))
                .filter(option -> !option.startsWith("-Xrun"))
                .toList();
    }

    long pid() {
        return process.pid();
    }

    /** Sends a line. */
    void tell(String line) {
        try {
            in.write(line);
            in.newLine();
            in.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Waits for a line with a given beginning, and passes over others.
     *
     * @throws RuntimeFailure with the last words of the child, if it ends without one
     */
    String awaitLine(String beginning) {
        try {
            String line = out.readLine();
            while (line != null && !line.startsWith(beginning)) {
                line = out.readLine();
            }
            if (line == null) {
                throw failure(null);
            }
            return line;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Waits for the end.
     *
     * @throws RuntimeFailure with the last words of the child, if it failed
     */
    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
            throw new RuntimeFailure(name + " does not end", null);
        }
        if (process.exitValue() != 0) {
            throw failure(null);
        }
    }

    /** Ends it: gently if it takes the end of its input for a sign, otherwise by force. */
    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // It has ended already.
            process.destroyForcibly();
        }
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private RuntimeFailure failure(Exception cause) {
        String last = "";
        try {
            last = Files.readAllLines(errors, StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.isBlank())
                    .reduce("", (before, line) -> line);
        } catch (IOException e) {
            last = e.getMessage();
        }
        return new RuntimeFailure(name + " failed: " + (last.isEmpty() ? "it ended without a word" : last), cause);
    }
}
