// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.bench.Bench;
import io.rowcast.app.bench.BenchPlan;
import io.rowcast.app.bench.BenchResult;
import io.rowcast.app.load.LoadException;
import io.rowcast.app.runtime.RuntimeFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Measures Rowcast beside a bare Kafka Streams topology on the same events, taking turns.",
            "It runs a broker of its own and each trial in a process of its own, in a new directory that it deletes at the "
                    + "end. It uses no home and no ROWCAST_ variable."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowcast bench --json bench.json",
            "  rowcast bench --input clicks.csv.gz --rows 6000 --rounds 5",
            "  rowcast bench --only ceiling,rowcast --events 100000 --steady-events 25000",
            "  rowcast bench --scenarios rows-1k,rows-100k,hot-item",
        })
final class BenchCommand implements Callable<Integer> {

    @Mixin
    private BenchOptions options;

    @Mixin
    private ClusteringOptions clustering;

    @Option(names = "--json", paramLabel = "FILE", description = "Write everything measured as JSON.")
    private Path json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        BenchPlan plan = plan();
        PrintWriter err = spec.commandLine().getErr();
        return Shutdown.guard(shutdown -> {
            Bench bench = shutdown.open(() -> new Bench(plan, line -> {
                err.println(line);
                err.flush();
            }));
            BenchResult result = bench.run(BenchOptions.environment());
            PrintWriter out = spec.commandLine().getOut();
            out.println(result.toText());
            out.flush();
            write(result);
            return 0;
        });
    }

    private BenchPlan plan() {
        if (json != null && !Files.isDirectory(json.toAbsolutePath().getParent())) {
            throw new ParameterException(spec.commandLine(), "--json: there is no directory for " + json);
        }
        try {
            return options.plan(clustering.flags());
        } catch (IllegalArgumentException | LoadException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void write(BenchResult result) {
        if (json == null) {
            return;
        }
        try (AtomicFile target = AtomicFile.beside(json)) {
            Files.writeString(target.partial(), result.toJson() + "\n", StandardCharsets.UTF_8);
            target.complete();
        } catch (IOException e) {
            throw new RuntimeFailure(json + " cannot be written: " + RuntimeFailure.causeOf(e), e);
        }
    }
}
