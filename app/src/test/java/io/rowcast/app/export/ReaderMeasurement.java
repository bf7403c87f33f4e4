// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.rowcast.app.broker.BrokerFixture;
import io.rowcast.topology.client.CodebookReader;
import io.rowcast.topology.client.Fallback;
import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.Side;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measures reader and export on a million mappings, half users and half items, every second user with a secondary row. No
 * test by its name, so it runs only when asked for: {@code mvn test -Dtest=ReaderMeasurement}. With {@code
 * -Drowcast.measure.python=PATH}, of an interpreter, the Python client is measured too.
 */
final class ReaderMeasurement {
    private static final int IDS = Integer.getInteger("rowcast.measure.ids", 1_000_000);
    private static final String PYTHON = System.getProperty("rowcast.measure.python", "");
    private static final int ROWS = 100_000;
    private static final int PARTITIONS = 4;
    private static final int LOOKUPS = 1_000_000;
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @RegisterExtension
    private static final BrokerFixture BROKER = new BrokerFixture();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "customer-"})
    void shouldLoadAndExportWhenThereAreManyIds(String prefix) throws Exception {
        String mappings = BROKER.newTopic(PARTITIONS, Map.of("cleanup.policy", "compact"));
        String versions = BROKER.newTopic(1, Map.of("cleanup.policy", "compact"));
        publish(mappings, versions, prefix);
        System.out.printf("%,d mappings, ids '%s123'%n", IDS, prefix);
        measure(versions, false);
        measure(versions, true);
        if (!PYTHON.isEmpty()) {
            measurePython(versions);
        }
    }

    private static void measurePython(String versions) throws Exception {
        Object servers = BROKER.clientProperties().get("bootstrap.servers");
        ProcessBuilder python = new ProcessBuilder(
                        PYTHON, "src/test/python/measure_load.py", servers.toString(), versions)
                .redirectErrorStream(true);
        python.environment().put("PYTHONPATH", "src/main/python");
        Process process = python.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.print(output);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static void publish(String mappings, String versions, String prefix) {
        SplittableRandom random = new SplittableRandom(1);
        try (PublishedTable table =
                new PublishedTable(BROKER.clientProperties(), mappings, versions, PARTITIONS, ROWS)) {
            for (int i = 0; i < IDS / 2; i++) {
                String id = prefix + random.nextLong(1L << 40);
                table.put(Side.USER, id, random.nextInt(ROWS), i % 2 == 0 ? random.nextInt(ROWS) : Mapping.NO_ROW);
                table.put(Side.ITEM, prefix + i, random.nextInt(ROWS), Mapping.NO_ROW);
            }
            table.cut();
        }
    }

    private void measure(String versions, boolean warm) throws IOException {
        long before = usedHeap();
        Started start = Started.now();
        try (CodebookReader reader = new CodebookReader(BROKER.clientProperties(), versions, Fallback.none())) {
            CodebookVersion version = reader.load(Duration.ofSeconds(10));
            tell(warm, "load", start);
            long bytes = usedHeap() - before;
            long ids = version.sum().users() + version.sum().items();
            System.out.printf(
                    Locale.ROOT, "  heap: %,d bytes, %.0f an id, consumers included%n", bytes, (double) bytes / ids);
            lookUp(reader, warm);
            for (ExportFormat format : List.of(ExportFormat.NPY, ExportFormat.PARQUET, ExportFormat.CSV)) {
                start = Started.now();
                Path out = directory.resolve(format + (warm ? "-warm" : ""));
                try (ExportFolder folder = ExportFolder.beside(out)) {
                    new VersionExport(new VersionExport.Options(format, null, false, 0), doing -> {})
                            .write(reader.table(), version, folder);
                }
                tell(warm, "export to " + format, start);
            }
        }
    }

    private static void lookUp(CodebookReader reader, boolean warm) {
        long[] ids = new SplittableRandom(2).longs(LOOKUPS, 0, IDS).toArray();
        Started start = Started.now();
        int[] rows = reader.rows(Side.ITEM, ids);
        tell(warm, String.format(Locale.ROOT, "%,d look-ups of items by number, half of them known", LOOKUPS), start);
        assertThat(rows).hasSize(2 * LOOKUPS);
    }

    /** Tells the time by the clock and, as other processes may use the machine as well, that of this one's processors. */
    private static void tell(boolean warm, String what, Started start) {
        System.out.printf(
                Locale.ROOT,
                "  %s%s: %.2f s, %.2f s of processor time%n",
                what,
                warm ? " (warm)" : "",
                (System.nanoTime() - start.nanos()) / 1e9,
                (PROCESS.getProcessCpuTime() - start.processorNanos()) / 1e9);
    }

    /** When something began. */
    private record Started(long nanos, long processorNanos) {
        static Started now() {
            return new Started(System.nanoTime(), PROCESS.getProcessCpuTime());
        }
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
