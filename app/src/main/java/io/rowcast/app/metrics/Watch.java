// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.metrics;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rowcast.app.runtime.RowcastRuntime;
import io.rowcast.topology.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Everything there is to watch of one instance: its samples and its meters. Is there before the instance is. */
public final class Watch implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Meters meters = new Meters(
            registry,
            () -> sampler().flatMap(s -> s.history().last()),
            () -> sampler().map(Sampler::runtime));
    private volatile Sampler sampler;
    private KafkaStreamsMetrics kafka;
    private boolean closed;

    /** Begins with the process itself. */
    public Watch() {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** Begins to watch an instance, which may not run yet. */
    public synchronized void begin(RowcastRuntime runtime, Topics topics) {
        if (closed) {
            return;
        }
        Timer latency = meters.latency();
        runtime.tasks().latencies(millis -> latency.record(millis, TimeUnit.MILLISECONDS));
        sampler = Sampler.start(runtime, topics);
    }

    /** Adds the meters of Kafka Streams, most of which are there only once it has been started. */
    public synchronized void started(RowcastRuntime runtime) {
        if (closed) {
            return;
        }
        kafka = new KafkaStreamsMetrics(runtime.streams());
        kafka.bindTo(registry);
    }

    /** The samples; empty until there is an instance. */
    public Optional<Sampler> sampler() {
        return Optional.ofNullable(sampler);
    }

    /** All meters in the text format of Prometheus, or of OpenMetrics where the content type asked for says so. */
    public String scrape(String contentType) {
        return registry.scrape(contentType);
    }

    /** What Rowcast's own meters are, by the name that Prometheus shows, as a table in Markdown. */
    public String table() {
        StringBuilder table = new StringBuilder("| metric | type | labels | of | meaning |\n|---|---|---|---|---|\n");
        for (Map.Entry<String, Meters.Metric> metric : meters.metrics().entrySet()) {
            Meters.Metric is = metric.getValue();
            table.append("| `")
                    .append(is.name())
                    .append("` | ")
                    .append(is.type())
                    .append(" | ");
            table.append(is.labels().isEmpty() ? "" : "`" + is.labels() + "`");
            table.append(" | ").append(is.of()).append(" | ").append(is.help()).append(" |\n");
        }
        return table.toString();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (sampler != null) {
            sampler.close();
        }
        if (kafka != null) {
            kafka.close();
        }
        collections.close();
        registry.close();
    }
}
