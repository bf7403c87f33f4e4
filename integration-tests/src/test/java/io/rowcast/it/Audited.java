// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code rowcast audit} came to.
 *
 * @param exitCode of the command
 * @param output everything it printed
 * @param json what it wrote, or {@code null} if it did not come that far
 */
record Audited(int exitCode, String output, JsonNode json) {
    private static final Duration TIME = Duration.ofMinutes(7);

    /** Runs it in this process. */
    static Audited run(Path directory, String name, String... arguments) {
        Path file = directory.resolve(name + ".json");
        Command command = Command.execute(withJson(file, arguments));
        return new Audited(command.exitCode(), command.output(), read(file));
    }

    /** Runs the packaged command. */
    static Audited runPackaged(Path directory, String name, String... arguments) {
        Path file = directory.resolve(name + ".json");
        try (RowcastProcess process = RowcastProcess.start(directory, name, withJson(file, arguments))) {
            int exitCode = process.exitCode(TIME);
            return new Audited(exitCode, process.output(), read(file));
        }
    }

    private static String[] withJson(Path file, String... arguments) {
        List<String> all = new ArrayList<>(List.of("audit", "--json", file.toString()));
        all.addAll(List.of(arguments));
        return all.toArray(String[]::new);
    }

    private static JsonNode read(Path file) {
        try {
            return Files.exists(file) ? new JsonMapper().readTree(Files.readString(file)) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Expects that every invariant held. */
    Audited withoutViolations() {
        assertThat(exitCode).as(output).isZero();
        assertThat(json.get("violations").asLong()).as(output).isZero();
        for (JsonNode check : json.get("checks")) {
            assertThat(check.get("violations").asLong()).as(output).isZero();
        }
        return this;
    }

    long violations(String check) {
        return check(check).get("violations").asLong();
    }

    long checked(String check) {
        return check(check).get("checked").asLong();
    }

    double figure(String name) {
        assertThat(json.get("figures").has(name)).as(name).isTrue();
        return json.get("figures").get(name).asDouble();
    }

    private JsonNode check(String name) {
        for (JsonNode check : json.get("checks")) {
            if (check.get("name").asText().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("no check " + name + ": " + output);
    }
}
