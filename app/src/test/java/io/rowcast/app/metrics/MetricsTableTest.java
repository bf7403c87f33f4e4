// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What app/README.md says of the metrics is what Prometheus gets. */
final class MetricsTableTest {
    private static final String BEGIN =
            "<!-- metrics: what the meters say of themselves, checked by MetricsTableTest -->\n";
    private static final String END = "<!-- end of metrics -->";

    @Test
    void shouldDocumentEveryMetricWhenPrometheusAsks() throws Exception {
        try (Watch watch = new Watch()) {
            String readme = Files.readString(Path.of("README.md"));
            int begin = readme.indexOf(BEGIN);
            assertThat(begin).as("the table of metrics").isPositive();
            int from = begin + BEGIN.length();
            assertThat(readme.substring(from, readme.indexOf(END, from)))
                    .as("put what is expected here into app/README.md")
                    .isEqualTo(watch.table());
        }
    }

    @Test
    void shouldGiveNamesTypesAndMeaningsOfTheTableWhenScraped() {
        try (Watch watch = new Watch()) {
            Map<String, String> said = new TreeMap<>();
            for (String line : watch.table().lines().skip(2).toList()) {
                List<String> cells = List.of(line.split(" *\\| *", -1));
                said.put(cells.get(1).replace("`", ""), cells.get(2) + " " + cells.get(5));
            }
            String text = watch.scrape("text/plain; version=0.0.4");
            Map<String, String> helps = comments(text, "HELP");
            Map<String, String> types = comments(text, "TYPE");
            Map<String, String> scraped = new TreeMap<>();
            helps.forEach((name, help) -> {
                // The largest value so far is Micrometer's own addition to a histogram.
                if (name.startsWith("rowcast_") && !name.endsWith("_seconds_max")) {
                    scraped.put(name, types.get(name) + " " + help);
                }
            });
            assertThat(scraped).isEqualTo(said);
        }
    }

    @Test
    void shouldTellOfTheProcessWhenThereIsNoInstanceYet() {
        try (Watch watch = new Watch()) {
            assertThat(watch.scrape("text/plain"))
                    .contains(
                            "rowcast_ready 0.0", "rowcast_rows NaN", "jvm_memory_used_bytes", "process_uptime_seconds");
        }
    }

    private static Map<String, String> comments(String text, String kind) {
        String begin = "# " + kind + " ";
        return text.lines()
                .filter(line -> line.startsWith(begin))
                .map(line -> line.substring(begin.length()).split(" ", 2))
                .collect(Collectors.toMap(words -> words[0], words -> words.length > 1 ? words[1] : ""));
    }
}
