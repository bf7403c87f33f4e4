// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README files point at is there. */
final class ReadmeLinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../README.md",
                "../topology/README.md",
                "../app/README.md",
                "../integration-tests/README.md",
                "../docker/README.md"
            })
    void shouldPointOnlyAtWhatIsThere(String readme) throws IOException {
        Path file = Path.of(readme);
        List<String> broken = new ArrayList<>();
        Matcher links = LINK.matcher(Files.readString(file, StandardCharsets.UTF_8));
        int local = 0;
        while (links.find()) {
            String target = links.group(1);
            if (!target.startsWith("https://")) {
                local++;
                if (!Files.exists(file.resolveSibling(target.replaceAll("\\s", "")))) {
                    broken.add(target);
                }
            }
        }
        assertThat(local).as("links of " + readme).isPositive();
        assertThat(broken).isEmpty();
    }
}
