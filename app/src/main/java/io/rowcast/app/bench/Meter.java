// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Reads what a trial has used and written. What the system does not tell is absent, never guessed. */
final class Meter {
    private static final Pattern STREAM_THREAD = Pattern.compile(".*-StreamThread-\\d+");
    private static final Path PROC = Path.of("/proc");
    private static final long BYTES_PER_KIB = 1024;

    private final String topicPrefix;
    private final long brokerPid;
    private final Supplier<Map<MetricName, ? extends Metric>> metrics;

    /**
     * @param applicationId which the names of topics begin with
     * @param metrics those of Kafka Streams
     */
    Meter(String applicationId, long brokerPid, Supplier<Map<MetricName, ? extends Metric>> metrics) {
        this.topicPrefix = applicationId + "-";
        this.brokerPid = brokerPid;
        this.metrics = metrics;
    }

    Reading read() {
        return new Reading(
                ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime(),
                streamCpu(),
                ProcessHandle.of(brokerPid)
                        .flatMap(broker -> broker.info().totalCpuDuration())
                        .map(Duration::toNanos)
                        .orElse(-1L),
                proc("self", "io", "write_bytes:"),
                topics(),
                StoreStatistics.read());
    }

    /** The most memory that a process ever had resident, in bytes; -1 where the system does not tell. */
    static long peakResidentBytes(long pid) {
        long kib = proc(Long.toString(pid), "status", "VmHWM:");
        return kib < 0 ? -1 : kib * BYTES_PER_KIB;
    }

    /** Sizes of the table files of a deployment's stores by store, in bytes. */
    static Map<String, Long> tableFileBytes(Path state) {
        Map<String, Long> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(state)) {
            files.filter(file -> file.toString().endsWith(".sst"))
                    .forEach(file ->
                            bytes.merge(String.valueOf(file.getParent().getFileName()), sizeOf(file), Long::sum));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UncheckedIOException e) {
            // A compaction took a directory entry away under the walk; the sizes are for orientation only.
            return bytes;
        }
        return bytes;
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long streamCpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && STREAM_THREAD.matcher(thread.getThreadName()).matches()) {
                sum += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return sum;
    }

    private Map<String, Written> topics() {
        Map<String, Written> topics = new TreeMap<>();
        metrics.get().forEach((name, metric) -> {
            if (name.group().equals("producer-topic-metrics")) {
                long value = name.name().endsWith("-total") ? ((Double) metric.metricValue()).longValue() : 0;
                Written written = switch (name.name()) {
                    case "record-send-total" -> new Written(value, 0);
                    // A record that the broker turned away for the moment is sent, and counted, again.
                    case "record-retry-total" -> new Written(-value, 0);
                    case "byte-total" -> new Written(0, value);
                    default -> Written.NOTHING;
                };
                topics.merge(shortName(name.tags().get("topic")), written, Written::plus);
            }
        });
        return topics;
    }

    private String shortName(String topic) {
        return topic.startsWith(topicPrefix) ? topic.substring(topicPrefix.length()) : topic;
    }

    private static long proc(String process, String file, String key) {
        try (Stream<String> lines = Files.lines(PROC.resolve(process).resolve(file), StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith(key))
                    .findFirst()
                    .map(line -> Long.parseLong(line.substring(key.length()).replaceAll("[^0-9]", "")))
                    .orElse(-1L);
        } catch (IOException | UncheckedIOException | SecurityException e) {
            return -1;
        }
    }
}
