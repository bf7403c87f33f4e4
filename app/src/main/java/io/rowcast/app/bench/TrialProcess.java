// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import io.rowcast.app.config.EffectiveConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * What a child process of the benchmark does: it reads what to do as one line of JSON and prints what it found as
 * another. It ends at once when its input does, since the process that wanted to know is gone then.
 */
public final class TrialProcess {
    private final TrialSpec spec;
    private final CountDownLatch told = new CountDownLatch(1);

    private TrialProcess(TrialSpec spec) {
        this.spec = spec;
    }

    /** Reads what to do. Only one may be read in a process. */
    public static TrialProcess read(BufferedReader in) throws IOException {
        String line = in.readLine();
        TrialProcess process = new TrialProcess(BenchJson.read(line == null ? "" : line, TrialSpec.class));
        Thread listener = new Thread(() -> process.listen(in), "parent");
        listener.setDaemon(true);
        listener.start();
        return process;
    }

    /** The configuration it runs with. */
    public EffectiveConfig config() {
        return Deployment.config(spec, spec.id());
    }

    /** Runs the trial to its end. */
    public void run(PrintStream out) throws InterruptedException {
        if (spec.kind() == TrialSpec.Kind.BATCH) {
            print(out, new BatchTrial(config().clustering().parameters()).run(spec));
            return;
        }
        Workload workload = spec.workload();
        if (workload.warmupEvents() > 0) {
            try (EventStream events = workload.open();
                    Deployment warmup = new Deployment(spec, spec.id() + "-warmup")) {
                warmup.process("warmup", events, workload.warmupEvents());
            }
        }
        try (EventStream events = workload.open();
                Deployment deployment = new Deployment(spec, spec.id())) {
            List<Phase> phases = new ArrayList<>();
            phases.add(deployment.process(Phase.GROW, events, workload.growEvents()));
            Optional<Settling> settling = deployment.settle(Duration.ofSeconds(spec.settleSeconds()));
            if (spec.kind() != TrialSpec.Kind.SERVE) {
                phases.add(deployment.process(Phase.STEADY, events, workload.steadyEvents()));
            }
            print(
                    out,
                    new TrialResult(
                            spec.id(),
                            spec.kind(),
                            deployment.threads(),
                            phases,
                            settling.orElse(null),
                            Meter.peakResidentBytes(ProcessHandle.current().pid())));
            if (spec.kind() == TrialSpec.Kind.SERVE) {
                while (told.getCount() > 0) {
                    deployment.run().await(Duration.ofMillis(100));
                }
                print(out, deployment.graph());
            }
        }
    }

    private static void print(PrintStream out, Object result) {
        out.println(BenchJson.line(result));
        out.flush();
    }

    /** Any further line ends a trial that serves. */
    private void listen(BufferedReader in) {
        try {
            while (in.readLine() != null) {
                told.countDown();
            }
        } catch (IOException e) {
            // As good as the end.
            Runtime.getRuntime().halt(1);
        }
        Runtime.getRuntime().halt(1);
    }
}
