// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.app.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateMarkerTest {

    @TempDir
    private Path directory;

    @Test
    void shouldPassWhenDeploymentIsTheSame() {
        StateMarker.claim(directory.resolve("app"), "rows=1 partitions=4");

        assertThatCode(() -> StateMarker.claim(directory.resolve("app"), "rows=1 partitions=4"))
                .doesNotThrowAnyException();
        assertThat(directory.resolve("app/rowcast-state.json"))
                .hasContent("{\"format\":2,\"deployment\":\"rows=1 partitions=4\"}");
    }

    @Test
    void shouldNameBothWhenDeploymentDiffers() {
        StateMarker.claim(directory, "rows=1 partitions=4");

        assertThatThrownBy(() -> StateMarker.claim(directory, "rows=2 partitions=4"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("state directory " + directory + " was written with rows=1, not rows=2; use those settings,"
                        + " another home or another application.id");
    }

    @Test
    void shouldNameBothWhenFormatDiffers() throws IOException {
        Files.writeString(directory.resolve("rowcast-state.json"), "{\"format\":9,\"deployment\":\"rows=1\"}");

        assertThatThrownBy(() -> StateMarker.claim(directory, "rows=1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("has format 9, this version reads format 2");
    }

    @Test
    void shouldRefuseWhenMarkerIsDamaged() throws IOException {
        Files.writeString(directory.resolve("rowcast-state.json"), "{\"format\":");

        assertThatThrownBy(() -> StateMarker.claim(directory, "rows=1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("rowcast-state.json cannot be read");
    }

    @Test
    void shouldRefuseWhenStateHasNoMarker() throws IOException {
        Files.createDirectories(directory.resolve("0_0"));

        assertThatThrownBy(() -> StateMarker.claim(directory, "rows=1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("holds state that has no rowcast-state.json");
    }

    @Test
    void shouldPassWhenTopicsAreTheSame() {
        StateMarker.claim(directory, "rows=1");
        StateMarker.bind(directory, "A");

        assertThatCode(() -> {
                    StateMarker.claim(directory, "rows=1");
                    StateMarker.bind(directory, "A");
                })
                .doesNotThrowAnyException();
        assertThat(directory.resolve("rowcast-state.json"))
                .hasContent("{\"format\":2,\"deployment\":\"rows=1\",\"topics\":\"A\"}");
    }

    @Test
    void shouldNameBothWhenTopicsAreOthers() {
        StateMarker.claim(directory, "rows=1");
        StateMarker.bind(directory, "A");

        assertThatThrownBy(() -> StateMarker.bind(directory, "B"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("state directory " + directory + " was written for other topics of these names, on another"
                        + " cluster or deleted since (topic id A, now B); delete it to have it restored from these");
    }
}
