// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the stages of the image take from the repository is there for them. */
final class DockerfileTest {
    private static final Path BASE = Path.of("..");
    private static final Pattern COPY = Pattern.compile("^COPY (?!--from)(?<source>\\S+) \\S+$", Pattern.MULTILINE);
    private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");

    private static List<String> copied(String stage) throws IOException {
        String dockerfile = Files.readString(BASE.resolve("docker/Dockerfile"));
        int start = dockerfile.indexOf(" AS " + stage + "\n");
        int end = dockerfile.indexOf("\nFROM ", start);
        assertThat(start).as("stage " + stage).isPositive();
        return COPY.matcher(dockerfile.substring(start, end))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void shouldLetThroughWhatStagesCopyWhenTheContextIsSent() throws IOException {
        List<String> allowed = Files.readAllLines(BASE.resolve(".dockerignore"));
        assertThat(Stream.concat(copied("packaged").stream(), copied("build").stream()))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(allowed).contains("!" + source));
    }

    @Test
    void shouldCopyWhatMavenReadsWhenRowcastIsBuiltInAContainer() throws IOException {
        List<String> copied = copied("build");
        List<String> modules = MODULE.matcher(Files.readString(BASE.resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(copied).contains("pom.xml", ".mvn");
        assertThat(modules)
                .isNotEmpty()
                .allSatisfy(module -> assertThat(copied).containsAnyOf(module, module + "/pom.xml"));
    }
}
