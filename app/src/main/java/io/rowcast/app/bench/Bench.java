package io.rowcast.app.bench;

import com.sun.management.OperatingSystemMXBean;
import io.rowcast.app.bench.BenchResult.Environment;
import io.rowcast.app.bench.BenchResult.ScenarioResult;
import io.rowcast.app.bench.TrialSpec.Kind;
import io.rowcast.app.runtime.RuntimeFailure;
import io.rowcast.topology.Topics;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Runs a plan: one broker for all, each trial in a process of its own, contestants taking turns within a round so that
 * what changes with time concerns all of them alike.
 */
public final class Bench implements AutoCloseable {
    private static final String BROKER = "broker";
    private static final String TRIAL = "bench-trial";
    private static final String BROKER_ADDRESS = "bootstrap servers ";

    /** While the virtual machines of producer and reader warm up. */
    private static final int PROBE_WARMUP_SECONDS = 5;

    private final BenchPlan plan;
    private final Consumer<String> progress;
    private final WorkDirectory directory;
    private final List<ChildProcess> children = new ArrayList<>();
    private ChildProcess broker;
    private String servers;
    private boolean closed;

    /**
     * Makes the directory of the run.
     *
     * @param progress told what is being done, a line at a time
     */
    public Bench(BenchPlan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        this.directory = new WorkDirectory(plan.directory(), plan.keep());
    }

    /**
     * Runs the plan.
     *
     * @throws io.rowcast.app.runtime.RuntimeFailure if a child fails
     */
    public BenchResult run(Environment environment) throws InterruptedException {
        progress.accept("working in " + directory.of(""));
        startBroker();
        Map<Kind, List<TrialResult>> trials = throughput();
        List<TrialResult> storage = storage();
        Freshness freshness = freshness(trials);
        List<ScenarioResult> scenarios = scenarios();
        ContestantResult ceiling = result(trials, Kind.CEILING);
        ContestantResult rowcast = result(trials, Kind.ROWCAST);
        boolean both = ceiling != null && rowcast != null;
        return new BenchResult(
                environment,
                plan,
                ceiling,
                rowcast,
                both ? Ratio.of(rowcast.rates(Phase.GROW), ceiling.rates(Phase.GROW)) : null,
                both ? Ratio.of(rowcast.rates(Phase.STEADY), ceiling.rates(Phase.STEADY)) : null,
                storage,
                freshness,
                scenarios,
                Meter.peakResidentBytes(broker.pid()));
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

    private Map<Kind, List<TrialResult>> throughput() throws InterruptedException {
        Map<Kind, List<TrialResult>> results = new EnumMap<>(Kind.class);
        for (int round = 1; round <= plan.rounds(); round++) {
            if (plan.parts().contains(Part.CEILING)) {
                measure(results, Kind.CEILING, round);
            }
            if (plan.parts().contains(Part.ROWCAST)) {
                measure(results, Kind.ROWCAST, round);
            }
        }
        return results;
    }

    private void measure(Map<Kind, List<TrialResult>> results, Kind kind, int round) throws InterruptedException {
        String id = "bench-" + kind.name().toLowerCase(Locale.ROOT) + "-" + round;
        TrialResult result = trial(spec(id, kind, plan.workload(), plan.settings(), false));
        results.computeIfAbsent(kind, k -> new ArrayList<>()).add(result);
    }

    private List<TrialResult> storage() throws InterruptedException {
        if (!plan.parts().contains(Part.STORAGE)) {
            return null;
        }
        return List.of(
                trial(spec("bench-storage-ceiling", Kind.CEILING, plan.workload(), plan.settings(), true)),
                trial(spec("bench-storage-rowcast", Kind.ROWCAST, plan.workload(), plan.settings(), true)));
    }

    private Freshness freshness(Map<Kind, List<TrialResult>> trials) throws InterruptedException {
        if (!plan.parts().contains(Part.FRESHNESS)) {
            return null;
        }
        double rate = plan.rate() == null
                ? result(trials, Kind.ROWCAST).steady().eventsPerSecond().median() / 2
                : plan.rate();
        TrialSpec spec = spec("bench-freshness", Kind.SERVE, plan.workload(), plan.settings(), false);
        progress.accept(spec.id());
        ChildProcess child = open(spec.id(), TRIAL);
        child.tell(BenchJson.line(spec));
        TrialResult grown = BenchJson.read(child.awaitLine(line -> line.startsWith("{")), TrialResult.class);
        describe(grown);
        progress.accept(
                String.format(Locale.ROOT, "  probing for %d s at %,.0f events/s", plan.freshnessSeconds(), rate));
        Topics topics = new Topics(Deployment.config(spec, spec.id()).clustering());
        Freshness freshness = new FreshnessTrial(
                        servers,
                        topics,
                        plan.workload(),
                        new ProbeSchedule(rate, PROBE_WARMUP_SECONDS, plan.freshnessSeconds()))
                .run(grown);
        child.tell("stop");
        child.awaitEnd();
        release(child);
        directory.delete(spec.id());
        if (freshness.lostProbes() > 0) {
            throw new RuntimeFailure(
                    freshness.lostProbes() + " new users or items never got a row at " + (long) rate
                            + " events/s; try a lower --rate",
                    null);
        }
        return freshness;
    }

    private List<ScenarioResult> scenarios() throws InterruptedException {
        if (plan.scenarios().isEmpty()) {
            return null;
        }
        Map<Scenario, List<TrialResult>> trials = new LinkedHashMap<>();
        trials.put(Scenario.BASE, new ArrayList<>());
        plan.scenarios().forEach(scenario -> trials.putIfAbsent(scenario, new ArrayList<>()));
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Map.Entry<Scenario, List<TrialResult>> entry : trials.entrySet()) {
                Scenario scenario = entry.getKey();
                TrialSpec spec = spec(
                        "bench-" + scenario.name() + "-" + round,
                        Kind.ROWCAST,
                        scenario.workload(plan.workload()),
                        scenario.settings(plan.settings()),
                        false);
                entry.getValue().add(trial(spec));
            }
        }
        ContestantResult base = ContestantResult.of(trials.get(Scenario.BASE));
        List<ScenarioResult> results = new ArrayList<>();
        trials.forEach((scenario, rounds) -> {
            ContestantResult result = ContestantResult.of(rounds);
            results.add(new ScenarioResult(
                    scenario,
                    result,
                    Ratio.of(result.rates(Phase.GROW), base.rates(Phase.GROW)),
                    Ratio.of(result.rates(Phase.STEADY), base.rates(Phase.STEADY))));
        });
        return results;
    }

    private static ContestantResult result(Map<Kind, List<TrialResult>> trials, Kind kind) {
        return trials.containsKey(kind) ? ContestantResult.of(trials.get(kind)) : null;
    }

    private void startBroker() {
        progress.accept("starting the broker");
        broker = open(
                BROKER,
                "broker",
                "--until-input-ends",
                "--home",
                directory.of(BROKER).toString());
        servers = broker.awaitLine(line -> line.startsWith(BROKER_ADDRESS))
                .substring(BROKER_ADDRESS.length())
                .strip();
    }

    private TrialSpec spec(String id, Kind kind, Workload workload, Map<String, String> settings, boolean storage) {
        return new TrialSpec(
                id,
                kind,
                servers,
                broker.pid(),
                directory.of(id).toString(),
                settings,
                workload,
                plan.settleSeconds(),
                storage);
    }

    private TrialResult trial(TrialSpec spec) throws InterruptedException {
        progress.accept(spec.id());
        ChildProcess child = open(spec.id(), TRIAL);
        child.tell(BenchJson.line(spec));
        TrialResult result = BenchJson.read(child.awaitLine(line -> line.startsWith("{")), TrialResult.class);
        child.awaitEnd();
        release(child);
        directory.delete(spec.id());
        describe(result);
        return result;
    }

    private void describe(TrialResult result) {
        result.phases()
                .forEach(phase -> progress.accept(String.format(
                        Locale.ROOT,
                        "  %s: %,d events in %.1f s, %,.0f events/s",
                        phase.name(),
                        phase.events(),
                        phase.seconds(),
                        phase.eventsPerSecond())));
    }

    private synchronized ChildProcess open(String name, String... arguments) {
        if (closed) {
            throw new CancellationException("stopping");
        }
        Path home = directory.of(name);
        ChildProcess child = new ChildProcess(name, home, arguments);
        children.add(child);
        return child;
    }

    private synchronized void release(ChildProcess child) {
        children.remove(child);
        child.close();
    }

    /** Ends all children, trials before the broker, and deletes the directory. */
    @Override
    public synchronized void close() {
        closed = true;
        for (int i = children.size() - 1; i >= 0; i--) {
            children.get(i).close();
        }
        children.clear();
        directory.close();
    }
}
