// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.Topics;
import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.codebook.VersionPart;
import io.rowcast.topology.serde.CodebookVersionJson;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.VersionPartFormat;
import io.rowcast.topology.serde.VersionRequestFormat;
import io.rowcast.topology.store.ForeignRecords;
import io.rowcast.topology.store.VersionAssemblyStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Puts the parts of all partitions together and writes versions to the control topic: a little after the time at which parts
 * are sent, if any of them tells of a change, and as soon as every partition has answered a request. A partition whose
 * instance is down does not hold versions up; its last part stands for it.
 */
public final class VersionAssembler implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Duration MAX_GRACE = Duration.ofSeconds(2);

    private final Plan plan;
    private final ForeignRecords foreign;
    private ProcessorContext<byte[], byte[]> context;
    private VersionAssemblyStore store;
    private Cancellable schedule;

    /**
     * What is cut, and when.
     *
     * @param topic the mapping topic
     * @param partitions its partitions
     * @param rows K
     * @param parameters what to tell of the clustering
     * @param interval how often a version is cut; zero for when asked alone
     * @param keep how many versions stay on the control topic
     */
    public record Plan(
            String topic,
            int partitions,
            int rows,
            CodebookVersion.Parameters parameters,
            Duration interval,
            int keep) {

        /** When a version is cut, counted from the times at which parts are sent. */
        Duration grace() {
            Duration half = interval.dividedBy(2);
            return half.compareTo(MAX_GRACE) < 0 ? half : MAX_GRACE;
        }
    }

    public VersionAssembler(Plan plan, ForeignRecords foreign) {
        this.plan = plan;
        this.foreign = foreign;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        store = context.getStateStore(Topics.VERSIONS_STORE);
        store.load();
        if (!plan.interval().isZero()) {
            Instant anchor = Instant.EPOCH.plus(plan.grace());
            schedule = context.schedule(anchor, plan.interval(), PunctuationType.WALL_CLOCK_TIME, this::punctuate);
        }
    }

    @Override
    public void close() {
        if (schedule != null) {
            // Kafka Streams keeps the schedules of a task that it closes and takes up again.
            schedule.cancel();
        }
    }

    private void punctuate(long nowMs) {
        if (store.assembly().changed()) {
            cut();
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        try {
            store.add(decode(record));
        } catch (CorruptRecordException e) {
            foreign.found(place.topic(), place.partition(), place.offset(), e);
            return;
        } catch (IllegalStateException e) {
            throw new CorruptRecordException("version part: " + e.getMessage())
                    .at(place.topic(), place.partition(), place.offset(), "");
        }
        if (store.assembly().asked()) {
            cut();
        }
    }

    private VersionPart decode(Record<byte[], byte[]> record) {
        VersionPart part = VersionPartFormat.decode(record.value(), plan.rows());
        if (part.partition() >= plan.partitions()
                || !Arrays.equals(record.key(), PartitionKey.encode(part.partition()))) {
            throw new CorruptRecordException("version part: of partition " + part.partition() + " under another key");
        }
        return part;
    }

    private void cut() {
        long now = context.currentSystemTimeMs();
        Headers headers = new RecordHeaders();
        List<Long> answered = store.assembly().answered();
        if (!answered.isEmpty()) {
            headers.add(VersionRequestFormat.HEADER, ids(answered).getBytes(StandardCharsets.UTF_8));
        }
        CodebookVersion version =
                store.cut(assembly -> assembly.cut(now, plan.topic(), plan.rows(), plan.parameters()));
        context.forward(new Record<>(
                CodebookVersionJson.key(version.version()), CodebookVersionJson.value(version), now, headers));
        while (store.assembly().expire(plan.keep())) {
            long expired = store.assembly().progress().oldest() - 1;
            context.forward(new Record<>(CodebookVersionJson.key(expired), null, now));
        }
    }

    private static String ids(List<Long> requests) {
        return requests.stream().map(VersionRequestFormat::text).collect(Collectors.joining(","));
    }
}
