// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.CloseableIterator;

/**
 * What it takes to write and read the batches of a broker's data with each compression. The argument is the data directory of
 * a stopped broker, such as {@code HOME/broker/data}.
 */
public final class CompressionMeasurement {
    private static final int ROUNDS = 4;
    private static final int MOST_BATCHES = 20_000;
    private static final int LARGEST = 1 << 20;

    private record Entry(ByteBuffer key, ByteBuffer value, long timestamp) {}

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
    private final List<List<Entry>> batches;

    private CompressionMeasurement(List<List<Entry>> batches) {
        this.batches = batches;
    }

    /** Runs it. */
    public static void main(String[] args) throws IOException {
        List<List<Entry>> all = read(Path.of(args[0]));
        Collections.shuffle(all, new Random(1));
        List<List<Entry>> batches = all.subList(0, Math.min(MOST_BATCHES, all.size()));
        int records = batches.stream().mapToInt(List::size).sum();
        System.out.printf(
                Locale.ROOT, "%,d batches, %.1f records each%n", batches.size(), (double) records / batches.size());
        Map<String, Compression> compressions = new LinkedHashMap<>();
        compressions.put("none", Compression.NONE);
        compressions.put("lz4", Compression.lz4().build());
        compressions.put("snappy", Compression.snappy().build());
        compressions.put("zstd", Compression.zstd().level(1).build());
        CompressionMeasurement measurement = new CompressionMeasurement(batches);
        for (int round = 1; round <= ROUNDS; round++) {
            boolean last = round == ROUNDS;
            compressions.forEach((name, compression) -> measurement.run(name, compression, last));
        }
    }

    private static List<List<Entry>> read(Path data) throws IOException {
        List<Path> logs;
        try (Stream<Path> files = Files.walk(data, 2)) {
            logs = files.filter(file -> file.toString().endsWith(".log")
                            && !file.getParent().getFileName().toString().startsWith("__"))
                    .sorted()
                    .toList();
        }
        List<List<Entry>> batches = new ArrayList<>();
        for (Path log : logs) {
            try (FileRecords records = FileRecords.open(log.toFile(), false)) {
                for (RecordBatch batch : records.batches()) {
                    if (!batch.isControlBatch()) {
                        List<Entry> entries = new ArrayList<>();
                        for (Record found : batch) {
                            entries.add(new Entry(copy(found.key()), copy(found.value()), found.timestamp()));
                        }
                        batches.add(entries);
                    }
                }
            }
        }
        return batches;
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        if (bytes == null) {
            return null;
        }
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
        copy.put(bytes.duplicate());
        return copy.flip();
    }

    private void run(String name, Compression compression, boolean print) {
        long bytes = 0;
        long cpu = threads.getCurrentThreadCpuTime();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        for (List<Entry> batch : batches) {
            bytes += write(batch, compression).sizeInBytes();
        }
        String written = told(threads.getCurrentThreadCpuTime() - cpu, allocated);

        List<ByteBuffer> encoded = batches.stream()
                .map(batch -> copy(write(batch, compression).buffer()))
                .toList();
        BufferSupplier suppliers = BufferSupplier.create();
        cpu = threads.getCurrentThreadCpuTime();
        allocated = threads.getCurrentThreadAllocatedBytes();
        long records = 0;
        for (ByteBuffer batch : encoded) {
            for (MutableRecordBatch found :
                    MemoryRecords.readableRecords(batch.duplicate()).batches()) {
                try (CloseableIterator<Record> iterator = found.streamingIterator(suppliers)) {
                    for (; iterator.hasNext(); iterator.next()) {
                        records++;
                    }
                }
            }
        }
        String read = told(threads.getCurrentThreadCpuTime() - cpu, allocated);
        if (print) {
            System.out.printf(
                    Locale.ROOT,
                    "%-7s write %s, read %s a batch; %.1f MB, %,d records%n",
                    name,
                    written,
                    read,
                    bytes / 1e6,
                    records);
        }
    }

    private MemoryRecords write(List<Entry> batch, Compression compression) {
        buffer.clear();
        MemoryRecordsBuilder builder =
                MemoryRecords.builder(buffer, RecordBatch.MAGIC_VALUE_V2, compression, TimestampType.CREATE_TIME, 0L);
        for (Entry entry : batch) {
            builder.append(
                    entry.timestamp(),
                    entry.key() == null ? null : entry.key().duplicate(),
                    entry.value() == null ? null : entry.value().duplicate());
        }
        return builder.build();
    }

    private String told(long cpuNanos, long allocatedBefore) {
        return String.format(
                Locale.ROOT,
                "%.1f us, %d KB",
                cpuNanos / 1e3 / batches.size(),
                (threads.getCurrentThreadAllocatedBytes() - allocatedBefore) / 1024 / batches.size());
    }
}
