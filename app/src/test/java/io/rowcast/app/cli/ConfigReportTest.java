// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documentation against the code. Tests run in the directory of the module. */
final class ConfigReportTest {
    private static final Path README = Path.of("README.md");

    @Test
    void shouldBeTableOfReadmeWhenPrintedAsMarkdown() throws IOException {
        String readme = Files.readString(README);
        String begin = "checked by ConfigReportTest -->\n";
        String table = readme.substring(readme.indexOf(begin) + begin.length(), readme.indexOf("<!-- end -->"));

        assertThat(table)
                .as("the table of app/README.md; print it with: rowcast config --format markdown")
                .isEqualTo(ConfigReport.markdown());
    }

    @Test
    void shouldExistWhenReadmeLinksToIt() throws IOException {
        Matcher links = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(Files.readString(README));
        List<String> targets = new ArrayList<>();
        while (links.find()) {
            targets.add(links.group(1));
        }

        assertThat(targets)
                .isNotEmpty()
                .allSatisfy(target -> assertThat(Path.of(target)).exists());
    }
}
