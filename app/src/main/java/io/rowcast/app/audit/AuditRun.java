// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.audit;

import io.rowcast.app.load.InputSource;
import io.rowcast.app.load.SourceEvents;
import io.rowcast.app.runtime.RuntimeFailure;
import io.rowcast.topology.ClusteringConfig;
import io.rowcast.topology.Topics;
import io.rowcast.topology.audit.Audit;
import io.rowcast.topology.audit.AuditReport;
import io.rowcast.topology.client.TopicReader;
import io.rowcast.topology.graph.Interaction;
import io.rowcast.topology.serde.MappingValues;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** One audit, from the first look at the deployment to its outcome. */
public final class AuditRun {
    private static final int RECORDS_PER_TELLING = 4096;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<String, Object> clientProperties;
    private final ClusteringConfig config;
    private final Options options;
    private final AuditListener listener;
    private long recordsRead;

    /**
     * What is asked for.
     *
     * @param atRest whether the deployment is stopped
     * @param against the input to compare the edges with; may be empty
     * @param work directory in which the topics are copied to a directory, which is deleted at the end
     * @param quiet how long nothing may be written in a running deployment
     * @param session how long a killed instance remains a member of its group
     * @param timeout longest time to wait for a consistent cut
     */
    public record Options(
            boolean atRest, List<InputSource> against, Path work, Duration quiet, Duration session, Duration timeout) {
        public Options {
            against = List.copyOf(against);
        }
    }

    public AuditRun(
            Map<String, Object> clientProperties, ClusteringConfig config, Options options, AuditListener listener) {
        this.clientProperties = clientProperties;
        this.config = config;
        this.options = options;
        this.listener = listener;
    }

    /**
     * Runs it.
     *
     * @throws RuntimeFailure if no consistent cut is reached, or the topics cannot be read
     */
    public AuditOutcome run() throws ExecutionException, InterruptedException {
        long start = System.nanoTime();
        try (Audit audit = new Audit(config, options.work(), this::checking);
                DeploymentReader deployment = new DeploymentReader(clientProperties, config, audit.topics());
                TopicReader topics = new TopicReader(clientProperties)) {
            CutFinder finder = new CutFinder(
                    deployment,
                    audit.topics(),
                    new Topics(config),
                    options.atRest(),
                    options.quiet(),
                    options.session(),
                    options.timeout(),
                    listener);
            readInput(audit);
            int cuts = 1;
            Cut cut = finder.await();
            read(topics, audit, Map.of(), cut);
            // Compaction may have taken records that were part of the cut in favour of later ones. With those read too,
            // the copy is of one state again.
            while (!finder.present().sameAs(cut)) {
                if (options.atRest()) {
                    throw new RuntimeFailure("the topics changed meanwhile, so the deployment is not at rest", null);
                }
                Map<TopicPartition, Long> done = cut.ends();
                cut = finder.await();
                read(topics, audit, done, cut);
                cuts++;
            }
            // An instance that was stopped may have been stopped before its next publication.
            AuditReport report = audit.check(options.atRest() || !cut.running());
            return new AuditOutcome(
                    config.applicationId(),
                    options.atRest(),
                    report.violations(),
                    report.figures(),
                    cut.eventsLeft(),
                    recordsRead,
                    cuts,
                    (System.nanoTime() - start) / NANOS_PER_SECOND,
                    report.input(),
                    report.checks());
        } catch (IllegalStateException e) {
            throw new RuntimeFailure(e.getMessage(), e);
        }
    }

    private void readInput(Audit audit) {
        for (InputSource source : options.against()) {
            long events = 0;
            try (SourceEvents input = new SourceEvents(source)) {
                for (Interaction event = input.next(); event != null; event = input.next()) {
                    audit.input(event);
                    if (++events % RECORDS_PER_TELLING == 0) {
                        listener.input(source.name(), events);
                    }
                }
            }
        }
    }

    private void read(TopicReader topics, Audit audit, Map<TopicPartition, Long> done, Cut cut) {
        Map<TopicPartition, Long> from = new HashMap<>(done);
        Map<TopicPartition, Long> to = new HashMap<>(cut.ends());
        cut.uncounted().forEach((partition, range) -> {
            from.put(partition, range.from());
            to.put(partition, range.to());
        });
        recordsRead += topics.read(from, to, record -> take(audit, record), listener::reading);
    }

    private static void take(Audit audit, ConsumerRecord<byte[], byte[]> record) {
        Header form = record.headers().lastHeader(MappingValues.HEADER);
        // The audit compares mappings as JSON, whatever they look like on their topic.
        byte[] value = form == null ? record.value() : MappingValues.json(record.key(), record.value(), form.value());
        audit.record(record.topic(), record.partition(), record.offset(), record.key(), value);
    }

    private void checking(String what, long records) {
        if (records % RECORDS_PER_TELLING == 0) {
            listener.checking(what, records);
        }
    }
}
