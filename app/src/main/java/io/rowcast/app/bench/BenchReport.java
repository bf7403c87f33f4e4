// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import io.rowcast.app.bench.BenchResult.ScenarioResult;
import io.rowcast.app.bench.PerEvent.TopicPerEvent;
import java.util.Locale;
import java.util.Map;

/** The result of the benchmark as tables. Figures are medians, with the smallest and the largest in brackets. */
final class BenchReport {
    private static final double BYTES_PER_MIB = 1 << 20;

    private final StringBuilder text = new StringBuilder();

    private BenchReport() {}

    static String of(BenchResult result) {
        BenchReport report = new BenchReport();
        report.write(result);
        return report.text.toString().stripTrailing();
    }

    private void write(BenchResult result) {
        Workload workload = result.plan().workload();
        line(
                "%,d events from an empty store, then %,d in steady state, %s; %d rounds, %d cores",
                workload.growEvents(),
                workload.steadyEvents(),
                workload.input() == null ? "generated" : "of " + workload.input(),
                result.plan().rounds(),
                result.environment().cores());
        if (result.ceiling() != null || result.rowcast() != null) {
            head("Throughput");
            contestant("ceiling", result.ceiling());
            contestant("rowcast", result.rowcast());
            ratio("rowcast / ceiling, grow", result.growRatio());
            ratio("rowcast / ceiling, steady", result.steadyRatio());
            settling(result.rowcast());
            memory("ceiling", result.ceiling());
            memory("rowcast", result.rowcast());
            if (result.brokerPeakResidentBytes() > 0) {
                line("  broker, peak memory %,.0f MiB", result.brokerPeakResidentBytes() / BYTES_PER_MIB);
            }
            topics("ceiling", result.ceiling());
            topics("rowcast", result.rowcast());
        }
        if (result.storage() != null) {
            result.storage().forEach(this::storage);
        }
        if (result.freshness() != null) {
            freshness(result.freshness());
        }
        if (result.batch() != null) {
            batch(result.batch(), result.rowcast());
        }
        if (result.scenarios() != null) {
            head("Scenarios");
            for (ScenarioResult scenario : result.scenarios()) {
                contestant(scenario.scenario().name(), scenario.result());
                ratio("  to the base, grow", scenario.growRatio());
                ratio("  to the base, steady", scenario.steadyRatio());
            }
        }
    }

    private void head(String title) {
        line("");
        line(
                "%-26s %25s %22s %9s %9s %9s %9s %9s",
                title, "events/s", "stream CPU us/event", "app CPU", "broker", "records", "bytes", "to disk");
    }

    private void contestant(String name, ContestantResult result) {
        if (result != null) {
            phase(name + ", grow", result.grow());
            phase(name + ", steady", result.steady());
        }
    }

    private void phase(String name, PerEvent phase) {
        line(
                "  %-24s %25s %22s %9s %9s %9s %9s %9s",
                name,
                spread("%,.0f", phase.eventsPerSecond()),
                spread("%.1f", phase.streamCpuMicros()),
                number("%.1f", phase.appCpuMicros().median()),
                number("%.1f", phase.brokerCpuMicros().median()),
                number("%.3f", phase.records().median()),
                number("%.1f", phase.bytes().median()),
                number("%.1f", phase.diskBytes().median()));
    }

    private void ratio(String name, Ratio ratio) {
        if (ratio != null) {
            line("  %-24s %25s", name, spread("%.3f", new Spread(ratio.ofMedians(), ratio.min(), ratio.max())));
        }
    }

    private void settling(ContestantResult rowcast) {
        if (rowcast == null || rowcast.secondsToSettle() == null) {
            return;
        }
        long settled = rowcast.rounds().stream()
                .filter(round -> round.settling().settled())
                .count();
        line(
                "  rowcast settles after growing in %s s%s",
                spread("%.1f", rowcast.secondsToSettle()),
                settled == rowcast.rounds().size()
                        ? ""
                        : "; only " + settled + " of " + rowcast.rounds().size() + " rounds did within the time");
    }

    private void memory(String name, ContestantResult result) {
        if (result != null && !Double.isNaN(result.peakResidentBytes().median())) {
            line("  %s, peak memory %,.0f MiB", name, result.peakResidentBytes().median() / BYTES_PER_MIB);
        }
    }

    private void topics(String name, ContestantResult result) {
        if (result == null) {
            return;
        }
        line("");
        line("%-34s %12s %12s %12s %12s", name + ", produced per event", "grow", "", "steady", "");
        line("  %-32s %12s %12s %12s %12s", "", "records", "bytes", "records", "bytes");
        Map<String, TopicPerEvent> steady = result.steady().topics();
        result.grow().topics().forEach((topic, grow) -> {
            TopicPerEvent later = steady.getOrDefault(topic, new TopicPerEvent(0, 0));
            line(
                    "  %-32s %12.4f %12.2f %12.4f %12.2f",
                    topic, grow.records(), grow.bytes(), later.records(), later.bytes());
        });
    }

    private void storage(TrialResult trial) {
        for (Phase phase : trial.phases()) {
            line("");
            line(
                    "%-34s %12s %12s %12s %12s",
                    trial.kind().name().toLowerCase(Locale.ROOT) + ", " + phase.name() + ", bytes/event",
                    "put",
                    "flushed",
                    "compacted",
                    "tables MiB");
            phase.used()
                    .stores()
                    .forEach((store, bytes) -> line(
                            "  %-32s %12.1f %12.1f %12.1f %12.1f",
                            store,
                            (double) bytes.put() / phase.events(),
                            (double) bytes.flushed() / phase.events(),
                            (double) bytes.compacted() / phase.events(),
                            phase.tableFileBytes().getOrDefault(store, 0L) / BYTES_PER_MIB));
        }
    }

    private void freshness(Freshness freshness) {
        line("");
        line("%-34s %9s %9s %9s %9s %9s %9s", "Freshness, milliseconds", "probes", "p50", "p90", "p99", "p99.9", "max");
        latency("new user", freshness.newUsers());
        latency("new item", freshness.newItems());
        line(
                "  at %,.0f events/s, wanted %,.0f; %.0f%% of the events repeated an edge; the latest was produced %.1f ms late; %d probes lost%s",
                freshness.achievedRate(),
                freshness.targetRate(),
                100 * freshness.unchangedShare(),
                freshness.latestSendMillis(),
                freshness.lostProbes(),
                freshness.inputRepeats() ? "; the input was used up and began anew" : "");
    }

    private void batch(BatchResult.Rounds batch, ContestantResult rowcast) {
        BatchResult last = batch.rounds().get(batch.rounds().size() - 1);
        line("");
        line("Batch, all %,d edges at once on one thread", last.edges());
        line(
                "  clusters in %s s, graph in memory in %s s, peak memory %,.0f MiB",
                spread("%.1f", batch.secondsToCluster()),
                spread("%.1f", batch.secondsToBuild()),
                last.peakResidentBytes() / BYTES_PER_MIB);
        line("  objective %.4f, inside edges %.4f", last.objective(), last.insideEdgeShare());
        if (rowcast != null) {
            TrialResult live = rowcast.rounds().get(rowcast.rounds().size() - 1);
            Graph graph = live.phase(Phase.STEADY).graph();
            line(
                    "  rowcast after the steady state, not settled anew: objective %.4f, inside edges %.4f",
                    graph.objective(), graph.insideEdgeShare());
        }
    }

    private void latency(String name, Latency latency) {
        line(
                "  %-32s %9d %9.0f %9.0f %9.0f %9.0f %9.0f",
                name, latency.count(), latency.p50(), latency.p90(), latency.p99(), latency.p999(), latency.max());
    }

    private static String spread(String format, Spread spread) {
        return number(format, spread.median()) + " [" + number(format, spread.min()) + " - "
                + number(format, spread.max()) + "]";
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    private void line(String format, Object... values) {
        text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}
