// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.broker.Broker;
import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.config.HttpSettings;
import io.rowcast.app.demo.DemoOptions;
import io.rowcast.app.demo.DemoStream;
import io.rowcast.app.home.HomeLock;
import io.rowcast.app.http.HealthRoutes;
import io.rowcast.app.http.HttpServer;
import io.rowcast.app.http.MetricsRoutes;
import io.rowcast.app.http.OverviewRoutes;
import io.rowcast.app.http.PageRoutes;
import io.rowcast.app.http.Readiness;
import io.rowcast.app.http.RouteGroup;
import io.rowcast.app.http.Serving;
import io.rowcast.app.load.InputSource;
import io.rowcast.app.load.LoadException;
import io.rowcast.app.load.Terminal;
import io.rowcast.app.metrics.Watch;
import io.rowcast.app.runtime.Beside;
import io.rowcast.app.runtime.PreparedCluster;
import io.rowcast.app.runtime.RowcastRuntime;
import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.FormatConfig;
import io.rowcast.topology.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = {
            "Runs one instance: consumes interaction events and publishes codebook rows.",
            "Without bootstrap.servers it starts an embedded broker in its home and goes on where it stopped. Against a "
                    + "cluster any number of instances share the work, each with a home of its own."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowcast run --demo",
            "  rowcast run --config rowcast.properties",
            "  rowcast run --input clicks.csv.gz --rows 6000 --until-settled --summary s.json",
            "  rowcast run --bootstrap-servers kafka:9092 --home /srv/rowcast --threads 4",
        })
final class RunCommand implements Callable<Integer> {
    private static final String DEMO_ROWS = "256";

    @Mixin
    private ConfigOptions options;

    @Mixin
    private ClusteringOptions clustering;

    @Option(
            names = "--demo",
            description = "Feed a generated live stream with planted co-clusters; rows default to " + DEMO_ROWS + ".")
    private boolean demo;

    @Option(
            names = "--demo-rate",
            paramLabel = "N",
            description = "Events per second of the generated stream (default: 2000).")
    private Double demoRate;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Load a file (CSV, TSV or JSON Lines; plain, .gz or .zst), each line once over all runs.")
    private List<Path> inputs = List.of();

    @Option(names = "--fail-on-malformed", description = "End at the first malformed line of the input.")
    private boolean failOnMalformed;

    @Option(
            names = "--until-settled",
            description = "Stop when the input is consumed and the sweeps move almost nothing any more.")
    private boolean untilSettled;

    @Option(
            names = "--settle-timeout",
            paramLabel = "TIME",
            description = "With --until-settled: fail when this long after loading it has not settled (default: 10m).")
    private Duration settleTimeout = Duration.ofMinutes(10);

    @Option(names = "--summary", paramLabel = "FILE", description = "With --until-settled: write the summary as JSON.")
    private Path summary;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            description = "Time between two readings of the status, such as 500ms or 10s (default: 1s).")
    private Duration interval = Duration.ofSeconds(1);

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the embedded broker (default: any free one).")
    private Integer port;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        checkUsage();
        EffectiveConfig given = options.effective(clustering.flags());
        EffectiveConfig config = MemoryBudget.ofThisProcess()
                .shareOut(demo ? given.withDefault(ClusteringConfig.ROWS_CONFIG, DEMO_ROWS, "of --demo") : given);
        refuse(
                demo && FormatConfig.ownEventsAreMarked(config.clustering()),
                "--demo feeds events in Rowcast's own JSON: leave out " + FormatConfig.INTERACTIONS_FORMAT_CONFIG);
        List<InputSource> sources = sources();
        StatusPrinter printer = new StatusPrinter(System.out, Terminal.isPresent());
        return Shutdown.guard(shutdown -> {
            try {
                return run(shutdown, config, sources, printer);
            } finally {
                printer.end();
            }
        });
    }

    private int run(Shutdown shutdown, EffectiveConfig config, List<InputSource> sources, StatusPrinter printer)
            throws Exception {
        HttpSettings httpSettings = config.http();
        HomeLock lock = Instance.takeHome(shutdown, config, "rowcast run");
        RowcastRuntime.checkState(config);
        RowcastRuntime.loadStores();
        printer.line("Rowcast " + VersionProvider.version() + ", home " + config.home());
        Broker broker = Instance.broker(shutdown, config, lock, Instance.port(port));
        String servers = broker.bootstrapServers();
        printer.line("  broker  " + servers + (config.bootstrapServers().isPresent() ? "" : " (embedded)"));
        // A port that is taken is told before anything is asked of a cluster.
        Optional<HttpServer> http = openHttp(shutdown, httpSettings);
        http.ifPresent(server -> printer.line("  http    " + server.url()));
        Beside<PreparedCluster> setup = Beside.begin("cluster-setup", () -> PreparedCluster.prepare(config, servers));
        Readiness readiness = new Readiness();
        Watch watch = shutdown.open(Watch::new);
        Beside<Void> serving = Beside.begin("http-start", () -> {
            http.ifPresent(server -> server.serve(routes(config, httpSettings, server, readiness, watch)));
            return null;
        });
        // Not while something is opened, which a stop would have to wait for.
        PreparedCluster cluster = setup.await();
        boolean watched = http.isPresent() || printer.isTerminal();
        RowcastRuntime runtime =
                shutdown.open(() -> RowcastRuntime.start(cluster, http.map(HttpServer::advertised), created -> {
                    readiness.created(created);
                    if (watched) {
                        watch.begin(created, new Topics(config.clustering()));
                    }
                }));
        if (watched) {
            watch.started(runtime);
        }
        serving.await();
        // Nobody is to read what is about to stop.
        shutdown.open(() -> watch);
        describe(config, runtime, printer);
        RunLoop loop = new RunLoop(runtime, config.clustering(), watch, printer, interval, shutdown::stopping);
        String interactions = new Topics(config.clustering()).interactions();
        if (demo) {
            DemoStream stream =
                    shutdown.open(() -> new DemoStream(config.clientProperties(servers), interactions, demoOptions()));
            stream.start();
            loop.watch(stream);
        }
        if (!sources.isEmpty()) {
            boolean marked = FormatConfig.ownEventsAreMarked(config.clustering());
            InputLoad load = shutdown.open(() -> new InputLoad(
                    config.clientProperties(servers), interactions, sources, failOnMalformed, marked, printer));
            load.start();
            loop.watch(load);
        }
        return untilSettled ? loop.untilSettled(settleTimeout, summary) : loop.serve();
    }

    private static Optional<HttpServer> openHttp(Shutdown shutdown, HttpSettings settings) throws Exception {
        return settings.on() ? Optional.of(shutdown.open(() -> HttpServer.open(settings))) : Optional.empty();
    }

    /** What can be asked, before the runtime is there: who asks is told that it is not. */
    private static List<RouteGroup> routes(
            EffectiveConfig config, HttpSettings settings, HttpServer server, Readiness readiness, Watch watch) {
        Serving serving = new Serving(readiness, settings, InstantSource.system(), server::advertised);
        List<RouteGroup> routes = new ArrayList<>(serving.routes());
        routes.add(new HealthRoutes(readiness));
        routes.add(new MetricsRoutes(watch));
        routes.add(
                new OverviewRoutes(readiness, watch, config.clustering().applicationId(), VersionProvider.version()));
        routes.add(new PageRoutes());
        return routes;
    }

    private static void describe(EffectiveConfig config, RowcastRuntime runtime, StatusPrinter printer) {
        ClusteringConfig settings = config.clustering();
        Topics topics = new Topics(settings);
        int created = runtime.createdTopics().size();
        printer.line("  topics  " + topics.interactions() + " -> " + topics.mappings() + ", dead letters "
                + topics.deadLetters() + (created == 0 ? "" : "; " + created + " created"));
        printer.line(String.format(
                Locale.ROOT,
                "  rows    %d per side, rho %.4f, %d partitions",
                settings.rows(),
                settings.parameters().rho(),
                settings.partitions()));
        MemoryBudget.ofThisProcess()
                .warning(settings.rocksDbMemoryBytes())
                .ifPresent(warning -> printer.line("  memory  " + warning));
        HeapCheck.warning(
                        settings.partitions(),
                        settings.vertexCacheBytes(),
                        Runtime.getRuntime().maxMemory())
                .ifPresent(warning -> printer.line("  memory  " + warning));
        printer.line("  stop with Ctrl-C; started again, it goes on where it stopped");
    }

    private DemoOptions demoOptions() {
        return demoRate == null
                ? DemoOptions.defaults()
                : DemoOptions.defaults().withEventsPerSecond(demoRate);
    }

    private void checkUsage() {
        refuse(demo && untilSettled, "--demo never settles: leave out --until-settled");
        refuse(demoRate != null && !demo, "--demo-rate needs --demo");
        refuse(demoRate != null && !(demoRate > 0 && demoRate < 1e9), "--demo-rate must be above 0");
        refuse(summary != null && !untilSettled, "--summary needs --until-settled");
        refuse(failOnMalformed && inputs.isEmpty(), "--fail-on-malformed needs --input");
    }

    private void refuse(boolean wrong, String message) {
        if (wrong) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private List<InputSource> sources() {
        try {
            return inputs.stream().map(InputSource::of).toList();
        } catch (LoadException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
