// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.forget.Forgetter;
import io.rowcast.app.forget.Receipt;
import io.rowcast.topology.Topics;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.Ids;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Has a running deployment forget a user or an item: edges, votes, volumes, stored records and mapping.",
            "Waits until every deletion is on its topic and prints a receipt with topic, partition and offset of each, and "
                    + "what is not erased. Exit code 1 if that takes too long; the deployment goes on all the same."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowcast forget user u42",
            "  rowcast forget item i301 --timeout 1h --json receipt.json --bootstrap-servers kafka:9092",
        })
final class ForgetCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions options;

    @Parameters(index = "0", paramLabel = "SIDE", description = "user or item.")
    private Side side;

    @Parameters(index = "1", paramLabel = "ID", description = "The id as it is in the events.")
    private String id;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long to wait for the deletions, such as 90s or 2h (default: 5m).")
    private Duration timeout = Duration.ofMinutes(5);

    @Option(names = "--json", paramLabel = "FILE", description = "File to write the receipt to as JSON.")
    private Path json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        String problem = Ids.problemOf(id);
        if (problem != null) {
            throw new ParameterException(spec.commandLine(), "ID " + problem);
        }
        EffectiveConfig config = options.effective();
        return Shutdown.guard(shutdown -> {
            Forgetter forgetter = shutdown.open(() -> new Forgetter(
                    config.clientProperties(Instance.requireRunningCluster(config)),
                    new Topics(config.clustering()),
                    config.clustering().applicationId()));
            Receipt receipt = forgetter.forget(side, id, timeout);
            PrintWriter out = spec.commandLine().getOut();
            out.println(receipt.toText());
            out.flush();
            if (json != null) {
                AtomicFile.write(shutdown, json, Json.text(receipt) + "\n");
            }
            return receipt.complete() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        });
    }
}
