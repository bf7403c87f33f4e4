// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.Topics;
import io.rowcast.topology.codebook.VersionPart;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.VersionPartFormat;
import io.rowcast.topology.serde.VersionRequestFormat;
import io.rowcast.topology.store.ForeignRecords;
import io.rowcast.topology.store.VersionPartStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Adds up one partition of the mapping topic as readers will read it, and sends what it comes to as a part of a version: at
 * the same times of the clock as every other partition if there was a record since, and whenever it is asked.
 */
public final class VersionParts implements Processor<byte[], byte[], byte[], byte[]> {
    private final String requests;
    private final Duration interval;
    private final int rows;
    private final ForeignRecords foreign;
    private ProcessorContext<byte[], byte[]> context;
    private VersionPartStore store;
    private Cancellable schedule;

    /**
     * @param requests name of the topic of requests
     * @param interval how often a part is sent; zero for when asked alone
     * @param rows K
     */
    public VersionParts(String requests, Duration interval, int rows, ForeignRecords foreign) {
        this.requests = requests;
        this.interval = interval;
        this.rows = rows;
        this.foreign = foreign;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        store = context.getStateStore(Topics.VERSION_PARTS_STORE);
        store.load();
        if (!interval.isZero()) {
            schedule = context.schedule(Instant.EPOCH, interval, PunctuationType.WALL_CLOCK_TIME, this::punctuate);
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
        if (store.due()) {
            send(List.of());
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        try {
            if (place.topic().equals(requests)) {
                answer(record);
            } else {
                apply(record, place.offset());
            }
        } catch (CorruptRecordException e) {
            foreign.found(place.topic(), place.partition(), place.offset(), e);
        }
    }

    private void answer(Record<byte[], byte[]> record) {
        int partition = context.taskId().partition();
        if (!Arrays.equals(record.key(), PartitionKey.encode(partition))) {
            throw new CorruptRecordException("version request: the key is not that of partition " + partition);
        }
        send(List.of(VersionRequestFormat.decode(record.value())));
    }

    private void apply(Record<byte[], byte[]> record, long offset) {
        try {
            // First, as a record that is passed over is behind us too.
            store.applied(offset);
            MappingLine.decode(record, rows).applyTo(store.digest());
        } catch (IllegalStateException e) {
            throw new CorruptRecordException("mapping: " + e.getMessage());
        }
    }

    private void send(List<Long> answered) {
        VersionPart part = store.take(answered);
        context.forward(new Record<>(
                PartitionKey.encode(part.partition()), VersionPartFormat.encode(part), context.currentSystemTimeMs()));
    }
}
