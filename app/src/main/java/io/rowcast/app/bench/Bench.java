// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import com.sun.management.OperatingSystemMXBean;
import io.rowcast.app.bench.BenchResult.Environment;
import io.rowcast.app.bench.BenchResult.ScenarioResult;
import io.rowcast.app.bench.TrialSpec.Kind;
import io.rowcast.app.runtime.RuntimeFailure;
import io.rowcast.topology.Topics;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs a plan: one broker for all, each trial in a process of its own, contestants taking turns within a round so that
 * what changes with time concerns all of them alike.
 */
public final class Bench implements AutoCloseable {
    /** While the virtual machines of producer and reader warm up. */
    private static final int PROBE_WARMUP_SECONDS = 15;

    private final BenchPlan plan;
    private final Consumer<String> progress;
    private final TrialProcesses processes;
    private final List<TrialResult> ceiling = new ArrayList<>();
    private final List<TrialResult> rowcast = new ArrayList<>();
    private final List<BatchResult> batch = new ArrayList<>();

    /**
     * Makes the directory of the run.
     *
     * @param progress told what is being done, a line at a time
     */
    public Bench(BenchPlan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        this.processes = new TrialProcesses(plan.directory(), plan.keep());
    }

    /**
     * The environment of this process.
     *
     * @param date the start, ISO 8601 in UTC
     */
    public static Environment environment(String date, String kafka, String rowcast) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Environment(
                date,
                system.getAvailableProcessors(),
                system.getTotalMemorySize(),
                system.getName() + " " + system.getVersion() + " " + system.getArch(),
                Runtime.version().toString(),
                kafka,
                rowcast,
                ChildProcess.jvmOptions());
    }

    /**
     * Runs the plan; once only.
     *
     * @throws RuntimeFailure if a child fails, or a probe of freshness gets no row
     */
    public BenchResult run(Environment environment) throws InterruptedException {
        progress.accept("working in " + processes.directory());
        processes.startBroker();
        for (int round = 1; round <= plan.rounds(); round++) {
            round(round);
        }
        List<TrialResult> storage = storage();
        Freshness freshness = plan.parts().contains(Part.FRESHNESS) ? freshness() : null;
        List<ScenarioResult> scenarios = plan.scenarios().isEmpty() ? null : scenarios();
        boolean both = !ceiling.isEmpty() && !rowcast.isEmpty();
        ContestantResult ofCeiling = ceiling.isEmpty() ? null : ContestantResult.of(ceiling);
        ContestantResult ofRowcast = rowcast.isEmpty() ? null : ContestantResult.of(rowcast);
        return new BenchResult(
                environment,
                plan,
                ofCeiling,
                ofRowcast,
                both ? ofRowcast.to(ofCeiling, Phase.GROW) : null,
                both ? ofRowcast.to(ofCeiling, Phase.STEADY) : null,
                storage,
                freshness,
                batch.isEmpty() ? null : BatchResult.Rounds.of(batch),
                scenarios,
                processes.brokerPeakResidentBytes());
    }

    private void round(int round) throws InterruptedException {
        if (plan.parts().contains(Part.CEILING)) {
            ceiling.add(trial(spec("bench-ceiling-" + round, Kind.CEILING, false)));
        }
        if (plan.parts().contains(Part.ROWCAST)) {
            rowcast.add(trial(spec("bench-rowcast-" + round, Kind.ROWCAST, false)));
        }
        if (plan.parts().contains(Part.BATCH)) {
            TrialSpec spec = spec("bench-batch-" + round, Kind.BATCH, false);
            progress.accept(spec.id());
            BatchResult result = processes.run(spec, BatchResult.class);
            tell("  %,d edges in %.1f s", result.edges(), result.secondsToCluster());
            batch.add(result);
        }
    }

    private List<TrialResult> storage() throws InterruptedException {
        if (!plan.parts().contains(Part.STORAGE)) {
            return null;
        }
        return List.of(
                trial(spec("bench-storage-ceiling", Kind.CEILING, true)),
                trial(spec("bench-storage-rowcast", Kind.ROWCAST, true)));
    }

    private Freshness freshness() throws InterruptedException {
        double rate = plan.rate() == null
                ? ContestantResult.of(rowcast).steady().eventsPerSecond().median() / 2
                : plan.rate();
        TrialSpec spec = spec("bench-freshness", Kind.SERVE, false);
        Topics topics = new Topics(Deployment.config(spec, spec.id()).clustering());
        ProbeSchedule schedule = new ProbeSchedule(rate, PROBE_WARMUP_SECONDS, plan.freshnessSeconds());
        progress.accept(spec.id());
        TrialProcesses.Used<Freshness> used = processes.serve(spec, grown -> {
            tell(grown);
            tell("  probing for %d s at %,.0f events/s", schedule.seconds(), rate);
            return new FreshnessTrial(processes.bootstrapServers(), topics, plan.workload(), schedule).run(grown);
        });
        Freshness freshness = used.result().endingWith(used.end());
        if (freshness.lostProbes() > 0) {
            throw new RuntimeFailure(
                    freshness.lostProbes() + " new users or items had no row long after the last event, at "
                            + Math.round(rate) + " events/s; give a lower --rate",
                    null);
        }
        return freshness;
    }

    private List<ScenarioResult> scenarios() throws InterruptedException {
        Map<Scenario, List<TrialResult>> trials = new LinkedHashMap<>();
        trials.put(Scenario.BASE, new ArrayList<>());
        plan.scenarios().forEach(scenario -> trials.putIfAbsent(scenario, new ArrayList<>()));
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Map.Entry<Scenario, List<TrialResult>> entry : trials.entrySet()) {
                Scenario scenario = entry.getKey();
                entry.getValue()
                        .add(trial(processes.spec(
                                "bench-" + scenario.name() + "-" + round,
                                Kind.ROWCAST,
                                scenario.workload(plan.workload()),
                                scenario.settings(plan.settings()),
                                plan.settleSeconds(),
                                false)));
            }
        }
        ContestantResult base = ContestantResult.of(trials.get(Scenario.BASE));
        List<ScenarioResult> results = new ArrayList<>();
        trials.forEach((scenario, rounds) -> {
            ContestantResult result = ContestantResult.of(rounds);
            results.add(
                    new ScenarioResult(scenario, result, result.to(base, Phase.GROW), result.to(base, Phase.STEADY)));
        });
        return results;
    }

    private TrialSpec spec(String id, Kind kind, boolean storage) {
        return processes.spec(id, kind, plan.workload(), plan.settings(), plan.settleSeconds(), storage);
    }

    private TrialResult trial(TrialSpec spec) throws InterruptedException {
        progress.accept(spec.id());
        TrialResult result = processes.run(spec, TrialResult.class);
        tell(result);
        return result;
    }

    private void tell(TrialResult result) {
        result.phases()
                .forEach(phase -> tell(
                        "  %s: %,d events in %.1f s, %,.0f events/s",
                        phase.name(), phase.events(), phase.seconds(), phase.eventsPerSecond()));
    }

    private void tell(String format, Object... values) {
        progress.accept(String.format(Locale.ROOT, format, values));
    }

    @Override
    public void close() {
        processes.close();
    }
}
