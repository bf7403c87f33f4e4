// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.audit.AuditOutcome;
import io.rowcast.app.audit.AuditRun;
import io.rowcast.app.config.ConfigurationException;
import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.load.InputSource;
import io.rowcast.app.load.LoadException;
import io.rowcast.app.load.Terminal;
import io.rowcast.app.runtime.StreamsSettings;
import io.rowcast.topology.store.DeploymentMismatchException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Recounts every invariant of a deployment from its topics, at one moment, and prints what does not hold.",
            "Waits until a running deployment has nothing left to do; reads only, and joins no group. Works against a "
                    + "cluster, a running instance, or the data of a stopped one, all found through the home."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every invariant holds",
            "1:a violation, or no moment at which to check",
            "2:wrong usage or configuration"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowcast audit --rows 6000",
            "  rowcast audit --rows 6000 --at-rest --against clicks.csv.gz --json audit.json",
            "  rowcast audit --config rowcast.properties --timeout 30m --work /var/tmp",
        })
final class AuditCommand implements Callable<Integer> {
    private static final Duration CLEANING_TIME = Duration.ofSeconds(20);

    @Mixin
    private ConfigOptions options;

    @Mixin
    private ClusteringOptions clustering;

    @Option(
            names = "--at-rest",
            description =
                    "The deployment is stopped: audit what is there, votes under way included, instead of waiting "
                            + "until nothing is left to do.")
    private boolean atRest;

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "Also compare the edges with those that the events of this file leave; may be repeated, in "
                    + "the order in which the files were loaded.")
    private List<Path> against = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the outcome as JSON.")
    private Path json;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "Longest time to wait for a consistent moment, such as 90s (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ofMinutes(5);

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Where to copy the topics to, about as large as they are when compacted; the copy is deleted "
                    + "at the end (default: the directory for temporary files).")
    private Path work = Path.of(System.getProperty("java.io.tmpdir"));

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        EffectiveConfig config = options.effective(clustering.flags());
        List<InputSource> sources = sources();
        return Shutdown.guard(shutdown -> {
            String servers = Instance.clusterToRead(shutdown, config, "rowcast audit", "audit");
            CountDownLatch ended = new CountDownLatch(1);
            // A stop must not end the process before the copy on disk is closed and deleted.
            shutdown.open(() -> () -> ended.await(CLEANING_TIME.toSeconds(), TimeUnit.SECONDS));
            AuditOutcome outcome;
            AuditProgressLine progress =
                    new AuditProgressLine(System.err, Terminal.isPresent(), System::nanoTime, shutdown::stopping);
            try {
                outcome = run(config, servers, sources, progress);
            } finally {
                progress.clear();
                ended.countDown();
            }
            AuditText.print(outcome, spec.commandLine().getOut());
            if (json != null) {
                AtomicFile.write(shutdown, json, Json.text(outcome) + "\n");
            }
            return outcome.violations() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        });
    }

    private AuditOutcome run(
            EffectiveConfig config, String servers, List<InputSource> sources, AuditProgressLine progress)
            throws Exception {
        Map<String, Object> streams = StreamsSettings.of(config, servers);
        long commitMs = Long.parseLong(
                streams.get(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG).toString());
        long sessionMs = Long.parseLong(
                streams.get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG).toString());
        AuditRun.Options wanted = new AuditRun.Options(
                atRest,
                sources,
                work,
                quiet(config.clustering().publishIntervalMs(), commitMs),
                Duration.ofMillis(2 * sessionMs),
                timeout);
        try {
            return new AuditRun(config.clientProperties(servers), config.clustering(), wanted, progress).run();
        } catch (DeploymentMismatchException e) {
            throw new ConfigurationException(e.getMessage());
        }
    }

    /** A resting task looks every quarter of a second whether to publish, and what it publishes waits for a commit. */
    private static Duration quiet(long publishMs, long commitMs) {
        return Duration.ofMillis(500 + 2 * publishMs + 2 * commitMs);
    }

    private List<InputSource> sources() {
        List<InputSource> sources = new ArrayList<>();
        for (Path file : against) {
            try {
                sources.add(InputSource.of(file));
            } catch (LoadException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
        }
        return sources;
    }
}
