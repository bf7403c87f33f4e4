// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The licences of everything the distribution ships. */
final class LicencesIT {
    private static final Path BASE = Path.of(System.getProperty("rowcast.it.base"));
    private static final Path DISTRIBUTION = RowcastProcess.DISTRIBUTION;

    @Test
    void shouldListEveryJarUnderItsLicenceWhenPackaged() throws IOException {
        Map<String, Set<String>> jars = new TreeMap<>();
        for (JsonNode component : components()) {
            String name = component.get("name").asText();
            String licence = licence(component);
            assertThat(licence).as("licence of " + name).isNotEmpty();
            if (!name.startsWith("rowcast-")) {
                jars.computeIfAbsent(licence, l -> new TreeSet<>()).add(name);
            }
        }
        List<String> table = jars.entrySet().stream()
                .map(entry -> "| " + entry.getKey() + " | " + String.join(", ", entry.getValue()) + " |")
                .toList();

        List<String> readme = Files.readAllLines(BASE.resolve("app/README.md"));
        int start = readme.indexOf("<!-- licences: checked by LicencesIT, which prints what they should be -->") + 3;
        List<String> listed = readme.subList(
                start, start + readme.subList(start, readme.size()).indexOf("<!-- end of licences -->"));
        assertThat(listed).as(String.join("\n", table)).isEqualTo(table);
    }

    @Test
    void shouldShipLicenceAndNoticeWhenPackaged() {
        for (String name : List.of("LICENSE", "NOTICE")) {
            assertThat(DISTRIBUTION.resolve(name))
                    .hasSameTextualContentAs(BASE.resolve("app").resolve(name));
        }
    }

    /** The text of the Apache License is there already. */
    @Test
    void shouldShipTheTextOfALicenceWhenAJarHasNone() throws IOException {
        Set<String> without = new TreeSet<>();
        for (JsonNode component : components()) {
            String name = component.get("name").asText();
            if (!licence(component).contains("Apache-2.0") && !name.startsWith("rowcast-")) {
                Path jar = DISTRIBUTION.resolve(
                        "lib/" + name + "-" + component.get("version").asText() + ".jar");
                try (JarFile file = new JarFile(jar.toFile())) {
                    if (file.stream().noneMatch(entry -> entry.getName().matches("META-INF/LICENSE.*"))) {
                        without.add(name + ".txt");
                    }
                }
            }
        }

        try (Stream<Path> texts = Files.list(DISTRIBUTION.resolve("licenses"))) {
            assertThat(texts.map(text -> text.getFileName().toString())).containsExactlyInAnyOrderElementsOf(without);
        }
    }

    private static JsonNode components() throws IOException {
        return new ObjectMapper()
                .readTree(DISTRIBUTION.resolve("sbom.json").toFile())
                .get("components");
    }

    /** All licences that the jar may be used under. */
    private static String licence(JsonNode component) {
        Set<String> names = new TreeSet<>();
        component.path("licenses").forEach(choice -> {
            JsonNode licence = choice.path("license");
            names.add(
                    licence.has("id")
                            ? licence.get("id").asText()
                            : licence.path("name").asText());
        });
        return String.join(" or ", names);
    }
}
