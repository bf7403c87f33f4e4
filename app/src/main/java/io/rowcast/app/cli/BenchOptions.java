// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.bench.Bench;
import io.rowcast.app.bench.BenchPlan;
import io.rowcast.app.bench.BenchResult.Environment;
import io.rowcast.app.bench.Part;
import io.rowcast.app.bench.Scenario;
import io.rowcast.app.bench.Workload;
import io.rowcast.app.config.AppConfig;
import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.config.Setting;
import io.rowcast.app.config.Source;
import io.rowcast.topology.ClusteringConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.Option;

/** What a run of the benchmark can be told. */
final class BenchOptions {
    private static final String ROWS = "6000";
    private static final Set<String> NOT_FOR_BENCH = Set.of(
            AppConfig.HOME_CONFIG,
            AppConfig.BOOTSTRAP_SERVERS_CONFIG,
            "kafka.bootstrap.servers",
            ClusteringConfig.APPLICATION_ID_CONFIG,
            ClusteringConfig.INTERACTIONS_TOPIC_CONFIG,
            ClusteringConfig.MAPPINGS_TOPIC_CONFIG,
            ClusteringConfig.DEAD_LETTERS_TOPIC_CONFIG);

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description =
                    "Parts to run, of ceiling, rowcast, storage, freshness and batch (default: all, or none with scenarios).")
    private List<Part> only = List.of();

    @Option(names = "--rounds", paramLabel = "N", description = "Trials of each contestant (default: 3).")
    private int rounds = 3;

    @Option(names = "--events", paramLabel = "N", description = "Events into the empty store (default: 1000000).")
    private long events = 1_000_000;

    @Option(
            names = "--steady-events",
            paramLabel = "N",
            description = "Events after those, in steady state (default: 250000).")
    private long steadyEvents = 250_000;

    @Option(
            names = "--warmup-events",
            paramLabel = "N",
            description =
                    "Events each trial processes beforehand, on topics apart, without counting (default: 200000).")
    private long warmupEvents = 200_000;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the generated events (default: 1).")
    private long seed = 1;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Take the events from a file: the last fifth for the steady state, the others to grow.")
    private Path input;

    @Option(
            names = "--settle-timeout",
            paramLabel = "TIME",
            description = "Go on when the sweeps have not settled after this time (default: 10m).")
    private Duration settleTimeout = Duration.ofMinutes(10);

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Events per second for freshness (default: half of what rowcast does in steady state).")
    private Double rate;

    @Option(
            names = "--freshness-seconds",
            paramLabel = "N",
            description = "How long freshness is measured (default: 60).")
    private int freshnessSeconds = 60;

    @Option(names = "--growth", description = "Compare scenarios: all but those that take very long.")
    private boolean growth;

    @Option(names = "--large", description = "With --growth: those that take very long too.")
    private boolean large;

    @Option(
            names = "--scenarios",
            split = ",",
            paramLabel = "NAME",
            description = "Compare these scenarios with the base: edges-100k, edges-1m, edges-10m, partitions-1, "
                    + "partitions-2, partitions-4, rows-1k, rows-10k, rows-100k, hot-item.")
    private List<String> scenarios = List.of();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set any key of Rowcast, kafka.* included, for all contestants; may be repeated.")
    private List<String> assignments = List.of();

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description =
                    "Where the directory of the run is made (default: the system's directory of temporary files).")
    private Path work = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--keep", description = "Leave the directory of the run behind, with logs and state.")
    private boolean keep;

    /**
     * The plan that these options amount to.
     *
     * @param clusteringFlags settings given by flags of their own
     * @throws IllegalArgumentException saying what is wrong
     * @throws io.rowcast.app.config.ConfigurationException if a setting is wrong
     * @throws io.rowcast.app.load.LoadException if the input cannot be read
     */
    BenchPlan plan(List<Setting> clusteringFlags) {
        Map<String, String> settings = settings(clusteringFlags);
        if (large && !growth) {
            throw new IllegalArgumentException("--large needs --growth");
        }
        List<Scenario> chosen = chosenScenarios();
        Set<Part> parts = EnumSet.noneOf(Part.class);
        parts.addAll(only.isEmpty() && chosen.isEmpty() ? EnumSet.allOf(Part.class) : only);
        Workload workload = input == null
                ? Workload.generated(seed, Math.min(warmupEvents, events), events, steadyEvents)
                : Workload.ofFile(input, warmupEvents);
        return new BenchPlan(
                parts,
                rounds,
                workload,
                settings,
                settleTimeout.toSeconds(),
                rate,
                freshnessSeconds,
                chosen,
                work,
                keep);
    }

    private List<Scenario> chosenScenarios() {
        List<Scenario> chosen = new ArrayList<>();
        for (String name : scenarios) {
            chosen.add(Scenario.named(name)
                    .orElseThrow(() -> new IllegalArgumentException("--scenarios: there is no scenario " + name)));
        }
        if (growth) {
            Scenario.ALL.stream()
                    .filter(scenario -> (large || !scenario.large()) && !chosen.contains(scenario))
                    .forEach(chosen::add);
        }
        return chosen;
    }

    private Map<String, String> settings(List<Setting> clusteringFlags) {
        List<Setting> flags = new ArrayList<>(clusteringFlags);
        flags.addAll(ConfigOptions.assignments(assignments));
        for (Setting flag : flags) {
            if (NOT_FOR_BENCH.contains(flag.key())) {
                throw new IllegalArgumentException("--set " + flag.key() + ": the benchmark sets it itself");
            }
        }
        EffectiveConfig config =
                EffectiveConfig.of(List.of(flags)).withDefault(ClusteringConfig.ROWS_CONFIG, ROWS, "of bench");
        Map<String, String> settings = new TreeMap<>();
        for (Setting setting : config.settings()) {
            if (!setting.source().equals(Source.DEFAULT) || setting.key().equals(ClusteringConfig.PARTITIONS_CONFIG)) {
                settings.put(setting.key(), setting.value());
            }
        }
        return settings;
    }

    /** Where this process runs, now. */
    static Environment environment() {
        return Bench.environment(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                AppInfoParser.getVersion(),
                VersionProvider.version());
    }
}
