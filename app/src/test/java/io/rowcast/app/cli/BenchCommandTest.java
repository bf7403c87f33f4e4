// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class BenchCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rounds 0 | rounds must be 1 or more",
                "--events 0 | events must be 1 or more, not 0",
                "--steady-events -1 | steady events must be 1 or more, not -1",
                "--warmup-events -1 | warm-up events must be 0 or more, not -1",
                "--rate 0 | the rate must be above 0",
                "--freshness-seconds 0 | freshness must be measured for 1 s or more",
                "--only freshness | freshness without rowcast needs a rate",
                "--scenarios none | --scenarios: there is no scenario none",
                "--large | --large needs --growth",
                "--input none.csv | none.csv: no such file",
                "--json none/b.json | --json: there is no directory for none/b.json",
                "--set application.id=x | --set application.id: the benchmark sets it itself",
                "--set edge.weighting=sum | the batch knows distinct edges only: leave it out, or edge.weighting=sum",
                "--rows 0 | rows = 0 (flag --rows): Value must be at least 1",
            })
    void shouldSayWhatIsWrongBeforeAnythingStarts(String arguments, String message) {
        assertThat(execute((arguments + " --work " + directory).split(" "))).isEqualTo(2);
        assertThat(err.toString().lines().findFirst()).contains("rowcast: " + message);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldAccountForEverythingWhenRunOnce() throws Exception {
        Path json = directory.resolve("bench.json");

        int exit = execute(
                "--events=5000",
                "--steady-events=1000",
                "--warmup-events=0",
                "--rounds=1",
                "--rows=100",
                "--partitions=2",
                "--settle-timeout=5s",
                "--rate=500",
                "--freshness-seconds=3",
                "--only=ceiling,rowcast,freshness,batch",
                "--work=" + directory,
                "--json=" + json);

        assertThat(exit).as(err::toString).isZero();
        assertThat(directory)
                .isDirectoryContaining(file -> file.equals(json))
                .isDirectoryNotContaining("glob:**bench-*");
        assertThat(out.toString())
                .contains("ceiling, grow", "rowcast, steady", "rowcast / ceiling, grow", "new user", "new item");
        JsonNode result = new JsonMapper().readTree(json.toFile());
        for (String contestant : List.of("ceiling", "rowcast")) {
            JsonNode phases = result.get(contestant).get("rounds").get(0).get("phases");
            assertThat(phases).hasSize(2);
            checkPhase(phases.get(0), "grow", 5000);
            checkPhase(phases.get(1), "steady", 1000);
            assertThat(result.get(contestant)
                            .at("/grow/events_per_second/median")
                            .asDouble())
                    .isEqualTo(5000 / phases.get(0).get("seconds").asDouble());
        }
        JsonNode ceiling = result.get("ceiling").get("rounds").get(0).get("phases");
        assertThat(ceiling.get(0).at("/used/topics/values-changelog/records").asLong())
                .isEqualTo(5000);
        JsonNode rowcast = result.get("rowcast").get("rounds").get(0).get("phases");
        assertThat(rowcast.get(0).at("/graph/events").asLong()).isEqualTo(5000);
        assertThat(rowcast.get(1).at("/graph/events").asLong()).isEqualTo(6000);
        assertThat(rowcast.get(1).at("/graph/dead_letters").asLong()).isZero();
        assertThat(rowcast.get(0).at("/used/topics/codebook-mappings/records").asLong())
                .isGreaterThanOrEqualTo(rowcast.get(0).at("/graph/users").asLong()
                        + rowcast.get(0).at("/graph/items").asLong());
        assertThat(result.at("/grow_ratio/of_medians").asDouble())
                .isEqualTo(result.at("/rowcast/grow/events_per_second/median").asDouble()
                        / result.at("/ceiling/grow/events_per_second/median").asDouble());
        JsonNode batch = result.get("batch").get("rounds").get(0);
        assertThat(batch.get("events").asLong()).isEqualTo(6000);
        for (String figure : List.of("edges", "users", "items")) {
            assertThat(batch.get(figure)).isEqualTo(rowcast.get(1).get("graph").get(figure));
        }
        assertThat(batch.get("objective").asDouble()).isBetween(0.0, 1.0);
        JsonNode freshness = result.get("freshness");
        assertThat(freshness.get("lost_probes").asLong()).isZero();
        assertThat(freshness.get("unchanged_share").asDouble()).isBetween(0.01, 0.9);
        assertThat(freshness.at("/new_users/count").asLong()).isEqualTo(150);
        assertThat(freshness.at("/new_items/count").asLong()).isEqualTo(150);
        assertThat(freshness.at("/new_users/p50").asDouble())
                .isPositive()
                .isLessThanOrEqualTo(freshness.at("/new_users/p999").asDouble());
    }

    private static void checkPhase(JsonNode phase, String name, long events) {
        assertThat(phase.get("name").asText()).isEqualTo(name);
        assertThat(phase.get("events").asLong()).isEqualTo(events);
        assertThat(phase.get("seconds").asDouble()).isPositive();
        assertThat(phase.at("/used/stream_cpu").asLong())
                .isPositive()
                .isLessThanOrEqualTo(phase.at("/used/app_cpu").asLong());
    }

    private int execute(String... args) {
        CommandLine command = RowcastCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        String[] all = new String[args.length + 1];
        all[0] = "bench";
        System.arraycopy(args, 0, all, 1, args.length);
        return command.execute(all);
    }
}
