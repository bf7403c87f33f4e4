// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.broker.Broker;
import io.rowcast.app.broker.EmbeddedBroker;
import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.home.Home;
import io.rowcast.app.home.HomeLock;
import io.rowcast.app.reset.DeploymentReset;
import io.rowcast.app.reset.ResetPlan;
import io.rowcast.app.runtime.RuntimeFailure;
import io.rowcast.topology.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.OffsetSpec;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Has a stopped deployment begin anew: deletes its graph, its internal topics, its mappings and versions, and the "
                    + "state directory of this home, and reads the events again.",
            "Prints what it will do and asks for the application id. Events and dead letters stay. Every row gets new "
                    + "members, so embeddings trained for the rows before are of no use any more."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowcast reset --dry-run",
            "  rowcast reset --bootstrap-servers kafka:9092 --application-id shop",
            "  rowcast reset --yes --to-datetime 2026-01-01T00:00:00Z",
        })
final class ResetCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions options;

    @ArgGroup
    private Beginning beginning = new Beginning();

    @Option(names = "--dead-letters", description = "Delete the dead letters too.")
    private boolean deadLetters;

    @Option(names = "--dry-run", description = "Only print what would be done.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Spec
    private CommandSpec spec;

    /** Where to begin, if not with the oldest event that is there. */
    static final class Beginning {
        @Option(names = "--to-latest", description = "Pass over all events that are there.")
        private boolean latest;

        @Option(
                names = "--to-datetime",
                paramLabel = "TIME",
                description =
                        "Pass over events sent before, such as 2026-01-01T00:00:00Z (default: read all that are there).")
        private Instant time;

        private OffsetSpec offsets() {
            if (time != null) {
                return OffsetSpec.forTimestamp(time.toEpochMilli());
            }
            return latest ? OffsetSpec.latest() : OffsetSpec.earliest();
        }
    }

    @Override
    public Integer call() throws Exception {
        EffectiveConfig config = options.effective();
        return Shutdown.guard(shutdown -> {
            Home home = new Home(config.home());
            if (config.bootstrapServers().isEmpty() && !EmbeddedBroker.hasData(home)) {
                throw new RuntimeFailure(
                        "home " + home.directory()
                                + " holds no data of an embedded broker, so there is nothing to reset",
                        null);
            }
            HomeLock lock = Instance.takeHome(shutdown, config, "rowcast reset");
            Broker broker = Instance.broker(shutdown, config, lock, OptionalInt.empty());
            String deployment = config.clustering().applicationId();
            DeploymentReset reset = shutdown.open(() -> new DeploymentReset(
                    config.clientProperties(broker.bootstrapServers()),
                    new Topics(config.clustering()),
                    deployment,
                    home.state().resolve(deployment)));
            ResetPlan plan = reset.plan(beginning.offsets(), deadLetters);
            PrintWriter out = spec.commandLine().getOut();
            if (plan.isEmpty()) {
                throw new RuntimeFailure("there is nothing of deployment " + deployment + " on this cluster", null);
            }
            out.println(plan.toText());
            out.flush();
            if (dryRun) {
                return 0;
            }
            confirm(deployment, out);
            reset.execute(plan);
            out.println("done; state directories of other homes are refused from now on, delete them");
            out.flush();
            return 0;
        });
    }

    private void confirm(String deployment, PrintWriter out) throws IOException {
        if (yes) {
            return;
        }
        out.print("type " + deployment + " to go on: ");
        out.flush();
        String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        if (answer == null || !answer.strip().equals(deployment)) {
            throw new RuntimeFailure(
                    "not confirmed, so nothing was changed; type the application id, or give --yes", null);
        }
    }
}
