// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.rowcast.app.runtime.Rejection;
import io.rowcast.app.runtime.RestoreWatch.Progress;
import io.rowcast.app.runtime.RowcastRuntime;
import io.rowcast.topology.clustering.Statistics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Rowcast's own meters, read from the last sample when somebody asks. A value that is not known is not a number. Those of the
 * deployment are the same in every instance, so they are not to be added up over instances.
 */
final class Meters {
    private static final Duration[] LATENCY_BOUNDS = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60)
    };

    private final MeterRegistry registry;
    private final Supplier<Optional<Sample>> last;
    private final Supplier<Optional<RowcastRuntime>> runtime;
    private final Map<String, Metric> metrics = new LinkedHashMap<>();
    private Timer latency;

    /**
     * What a metric is.
     *
     * @param name as Prometheus shows it
     * @param type counter, gauge or histogram
     * @param labels names and values of its labels, or empty
     * @param of whose state it is: the deployment or the instance
     */
    record Metric(String name, String type, String labels, String of, String help) {}

    /**
     * @param last the last sample, if there is one yet
     * @param runtime the instance, if it is there yet
     */
    Meters(MeterRegistry registry, Supplier<Optional<Sample>> last, Supplier<Optional<RowcastRuntime>> runtime) {
        this.registry = registry;
        this.last = last;
        this.runtime = runtime;
        addDeployment();
        addInstance();
    }

    /** All of them, by the name that Prometheus shows, in the order in which they are documented. */
    Map<String, Metric> metrics() {
        return metrics;
    }

    /** What latencies are recorded by; safe and quick for stream threads. */
    Timer latency() {
        return latency;
    }

    private void addDeployment() {
        String events = "Events, by what came of them: applied, unchanged (nothing was to change) or dead_letter.";
        counter("events", events, s -> s.events() - s.unchanged(), "outcome", "applied");
        counter("events", events, Statistics::unchanged, "outcome", "unchanged");
        counter("events", events, Statistics::deadLetters, "outcome", "dead_letter");
        String moves = "Times a vertex changed from one label to another.";
        counter("moves", moves, Statistics::userMoves, "side", "user");
        counter("moves", moves, Statistics::itemMoves, "side", "item");
        counter("mappings", "Mappings of vertices published.", Statistics::mappings);
        counter(
                "mapping.changes",
                "Of these, those that gave a vertex that had rows others.",
                Statistics::mappingChanges);
        counter(
                "mapping.returns",
                "Of these, at least how many gave back rows that the vertex had left less than a minute before.",
                Statistics::mappingReturns);
        deployment("moves.waiting", "Moves that mapping.max.moves.per.minute put off.", Statistics::waitingMoves);
        deployment("sweeps", "Whole sweeps that moved a vertex, by the task that has done fewest.", Statistics::sweeps);
        deployment(
                "settled",
                "1 when the last sweeps of all tasks moved almost nothing, else 0.",
                s -> s.settled() ? 1 : 0);
        String vertices = "Vertices with an edge.";
        deployment("vertices", vertices, Statistics::users, "side", "user");
        deployment("vertices", vertices, Statistics::items, "side", "item");
        deployment("edges", "Distinct edges.", Statistics::edges);
        deployment("rows", "K, the rows of each side.", Statistics::rows);
        String used = "Rows that any vertex has as its first.";
        deployment("rows.in.use", used, Statistics::userRows, "side", "user");
        deployment("rows.in.use", used, Statistics::itemRows, "side", "item");
        deployment("inside.share", "Share of the edge weight inside co-clusters, in [0, 1].", Statistics::insideShare);
        deployment("objective", "The objective over the summed edge weight.", Statistics::objective);
        deployment("resolution", "R, the price of volume.", Statistics::resolution);
        String premium = "Premium on a row that would otherwise stand empty, in multiples of the edges of a vertex.";
        deployment("premium", premium, Statistics::userPremium, "side", "user");
        deployment("premium", premium, Statistics::itemPremium, "side", "item");
        String balance = "Largest volume of a row over the mean of all K.";
        deployment("volume.balance", balance, Statistics::largestUserVolume, "side", "user");
        deployment("volume.balance", balance, Statistics::largestItemVolume, "side", "item");
        String lag = "Records not yet consumed: interactions, or in_flight between the parts of the topology.";
        sampled("lag.records", lag, "deployment", s -> orNaN(s.lagInteractions()), "stage", "interactions");
        sampled("lag.records", lag, "deployment", s -> orNaN(s.lagInFlight()), "stage", "in_flight");
    }

    private void addInstance() {
        String name = "rowcast.event.latency";
        latency = Timer.builder(name)
                .description("From the time of an event until the commit of all it brought about begins; of the first "
                        + "event of each commit, which waits longest for it.")
                .serviceLevelObjectives(LATENCY_BOUNDS)
                .register(registry);
        describe(name + ".seconds", "histogram", "", "instance", latency.getId().getDescription());
        for (Rejection kind : Rejection.values()) {
            String help =
                    "Events sent to the dead letters, by the field that was wrong; value is the whole, hash an id "
                            + "with the hash of another. Those of a transaction that was lost count again.";
            FunctionCounter.builder("rowcast.dead.letters", this, meters -> meters.rejections(kind))
                    .description(help)
                    .tag("reason", kind.word())
                    .register(registry);
            describe("rowcast.dead.letters.total", "counter", label("reason", kind.word()), "instance", help);
        }
        String sweep = "Share of the instance's vertices that the present sweep has looked at, in [0, 1].";
        sampled("sweep.progress", sweep, "instance", s -> orNaN(s.userSweep()), "side", "user");
        sampled("sweep.progress", sweep, "instance", s -> orNaN(s.itemSweep()), "side", "item");
        sampled("label.table.items", "Items in the table of labels.", "instance", Sample::labelTableItems);
        sampled("label.table.bytes", "Bytes that table takes.", "instance", Sample::labelTableBytes);
        sampled(
                "label.table.lag.records",
                "Records of the topic of labels that are not in the table yet.",
                "instance",
                s -> orNaN(s.labelTableLag()));
        sampled("version", "Latest version of the table.", "deployment", s -> orNaN(s.version()));
        sampled(
                "version.age.seconds",
                "Time since that was cut, at the last sample.",
                "deployment",
                s -> s.versionCreated() == null ? Double.NaN : (s.time() - s.versionCreated()) / 1e3);
        instance("ready", "1 when the instance answers for its rows, else 0.", r -> r.running() ? 1 : 0, 0);
        instance(
                "restore.progress",
                "Share restored of what is being restored, else 1.",
                r -> progress(r).share(),
                0);
        instance(
                "restore.remaining.records",
                "Records still to restore.",
                r -> progress(r).total() - progress(r).restored(),
                Double.NaN);
    }

    private static Progress progress(RowcastRuntime runtime) {
        return runtime.restoring();
    }

    private double rejections(Rejection kind) {
        return runtime.get().map(r -> r.tasks().rejections(kind)).orElse(0L);
    }

    private void counter(String name, String help, ToDoubleFunction<Statistics> value, String... tags) {
        FunctionCounter.builder(
                        "rowcast." + name, this, meters -> meters.value(s -> value.applyAsDouble(s.statistics())))
                .description(help)
                .tags(tags)
                .register(registry);
        describe("rowcast." + name + ".total", "counter", label(tags), "deployment", help);
    }

    private void deployment(String name, String help, ToDoubleFunction<Statistics> value, String... tags) {
        sampled(name, help, "deployment", s -> value.applyAsDouble(s.statistics()), tags);
    }

    private void sampled(String name, String help, String of, ToDoubleFunction<Sample> value, String... tags) {
        gauge(name, help, of, () -> value(value), tags);
    }

    private void instance(String name, String help, Function<RowcastRuntime, Number> value, double before) {
        gauge(name, help, "instance", () -> runtime.get().map(value).orElse(before));
    }

    private void gauge(String name, String help, String of, Supplier<Number> value, String... tags) {
        Gauge.builder("rowcast." + name, value)
                .description(help)
                .tags(tags)
                .strongReference(true)
                .register(registry);
        describe("rowcast." + name, "gauge", label(tags), of, help);
    }

    private double value(ToDoubleFunction<Sample> of) {
        Optional<Sample> sample = last.get();
        return sample.isPresent() ? of.applyAsDouble(sample.get()) : Double.NaN;
    }

    private void describe(String name, String type, String labels, String of, String help) {
        metrics.merge(
                name.replace('.', '_'),
                new Metric(name.replace('.', '_'), type, labels, of, help),
                (known, more) -> new Metric(
                        known.name(),
                        type,
                        known.labels() + ", " + labels.substring(labels.indexOf('=') + 1),
                        of,
                        help));
    }

    private static String label(String... tags) {
        return tags.length == 0 ? "" : tags[0] + "=" + tags[1];
    }

    private static double orNaN(Number value) {
        return value == null ? Double.NaN : value.doubleValue();
    }
}
