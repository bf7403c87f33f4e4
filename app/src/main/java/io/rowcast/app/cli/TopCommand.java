// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rowcast.app.load.Terminal;
import io.rowcast.app.metrics.Sample;
import io.rowcast.app.runtime.RuntimeFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Shows what a running instance does, again and again, until Ctrl-C.",
            "The numbers are those of the page it serves. Where output is no terminal each reading is printed below the one "
                    + "before."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowcast top",
            "  rowcast top --once",
            "  rowcast top --url http://rowcast-2:7600/ --token-file token.txt --interval 5s",
        })
final class TopCommand implements Callable<Integer> {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            // A newer instance may tell more.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @Mixin
    private ApiOptions options;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            description = "Time between two readings, such as 500ms or 10s (default: 1s).")
    private Duration interval = Duration.ofSeconds(1);

    @Option(names = "--once", description = "Show one reading and end.")
    private boolean once;

    @Override
    public Integer call() throws Exception {
        InstanceApi api = options.api();
        StatusPrinter printer = new StatusPrinter(System.out, Terminal.isPresent() && !once);
        StatusBlock block = new StatusBlock(Ansi.AUTO);
        return Shutdown.guard(shutdown -> {
            while (!shutdown.stopping()) {
                // Far in the future, so that it sends no samples of the past.
                printer.block(lines(block, api.get("v1/overview?since=" + Long.MAX_VALUE / 10_000)));
                if (once) {
                    break;
                }
                Thread.sleep(interval.toMillis());
            }
            printer.end();
            return 0;
        });
    }

    private static List<String> lines(StatusBlock block, JsonNode overview) throws JsonProcessingException {
        List<String> lines = new ArrayList<>();
        lines.add("Rowcast " + overview.path("release").asText() + ", "
                + overview.path("application").asText() + ": "
                + overview.path("state").asText());
        JsonNode restore = overview.path("restore");
        if (restore.isObject()) {
            lines.add(block.restoring(
                    restore.path("share").asDouble(),
                    restore.path("restored").asLong(),
                    restore.path("total").asLong(),
                    restore.hasNonNull("seconds_left")
                            ? Duration.ofMillis(
                                    (long) (1000 * restore.path("seconds_left").asDouble()))
                            : null));
        }
        if (overview.path("now").isObject()) {
            lines.addAll(block.lines(MAPPER.treeToValue(overview.get("now"), Sample.class), ""));
        } else if (!overview.has("now")) {
            throw new RuntimeFailure("what answers there is no instance of Rowcast; give its --url", null);
        }
        return lines;
    }
}
