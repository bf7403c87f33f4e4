// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rowcast.app.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The file {@code rowcast-state.json} beside the state stores, which tells what they were written for, so that stores
 * of another K or layout, or of other topics, are refused before anything reads them.
 */
final class StateMarker {
    /** Layout of the state stores; raised whenever an older store can no longer be read. */
    static final int FORMAT = 2;

    private static final String FILE = "rowcast-state.json";
    private static final JsonMapper JSON = new JsonMapper();

    private record Written(
            @JsonProperty(value = "format", required = true) int format,

            @JsonProperty(value = "deployment", required = true)
            String deployment,

            @JsonProperty("topics") @JsonInclude(JsonInclude.Include.NON_NULL)
            String topics) {}

    private StateMarker() {}

    /**
     * Checks the directory, and marks it if it is new.
     *
     * @param directory state directory of one application id
     * @param deployment the settings that may not change while state exists
     * @throws ConfigurationException if the directory holds state of another format or deployment
     * @throws RuntimeFailure if the directory cannot be read or written
     */
    static void claim(Path directory, String deployment) {
        Path file = directory.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                refuseForeign(directory);
                write(file, new Written(FORMAT, deployment, null));
                return;
            }
            Written written = read(file);
            if (written.format() != FORMAT) {
                throw new ConfigurationException("state directory " + directory + " has format " + written.format()
                        + ", this version reads format " + FORMAT + "; delete the directory to have it restored");
            }
            if (!written.deployment().equals(deployment)) {
                throw new ConfigurationException("state directory " + directory + " was written with "
                        + difference(written.deployment(), deployment) + ", not "
                        + difference(deployment, written.deployment())
                        + "; use those settings, another home or another application.id");
            }
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    /**
     * Ties a claimed directory to the topics it is a copy of, or checks that these are the ones. The offsets that stores
     * remember mean nothing for others, even of the same names.
     *
     * @param topics identity of the deployment's topics, never the same for topics of another cluster or created anew
     * @throws ConfigurationException if the state was written for other topics
     * @throws RuntimeFailure if the directory cannot be read or written
     */
    static void bind(Path directory, String topics) {
        Path file = directory.resolve(FILE);
        try {
            Written written = read(file);
            if (written.topics() == null) {
                write(file, new Written(written.format(), written.deployment(), topics));
            } else if (!written.topics().equals(topics)) {
                throw new ConfigurationException("state directory " + directory
                        + " was written for other topics of these names, on another cluster or deleted since (topic id "
                        + written.topics() + ", now " + topics + "); delete it to have it restored from these");
            }
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private static RuntimeFailure unusable(Path directory, IOException cause) {
        return new RuntimeFailure(
                StateDirectoryFailure.explain(cause, directory)
                        .orElseGet(() -> StateDirectoryFailure.cannotBeUsed(directory, cause.getMessage())),
                cause);
    }

    /** The settings of one deployment that are not those of another. */
    private static String difference(String deployment, String other) {
        List<String> others = List.of(other.split(" "));
        return Arrays.stream(deployment.split(" "))
                .filter(setting -> !others.contains(setting))
                .collect(Collectors.joining(" "));
    }

    private static void refuseForeign(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> entries = Files.list(directory)) {
            if (entries.anyMatch(Files::isDirectory)) {
                throw new ConfigurationException(
                        "state directory " + directory + " holds state that has no " + FILE + "; delete it");
            }
        }
    }

    private static Written read(Path file) throws IOException {
        try {
            return JSON.readValue(file.toFile(), Written.class);
        } catch (JacksonException e) {
            throw new ConfigurationException(
                    file + " cannot be read: " + e.getOriginalMessage() + "; delete the directory to have it restored");
        }
    }

    private static void write(Path file, Written written) throws IOException {
        Path partial = file.resolveSibling(FILE + ".part");
        JSON.writeValue(partial.toFile(), written);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
