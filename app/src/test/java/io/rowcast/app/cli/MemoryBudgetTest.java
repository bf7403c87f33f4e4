// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.app.config.Setting;
import io.rowcast.app.config.Source;
import io.rowcast.topology.ClusteringConfig;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemoryBudgetTest {
    private static final long MIB = 1 << 20;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"512m", "900m", "1g", "2g", "2147483648", "64g"})
    void shouldFitTheLimitWhenTheScriptHasChosenTheHeap(String memory) throws Exception {
        String options = start(memory);
        long limit = Long.parseLong(options.replaceAll("(?s).*-Drowcast.memory.limit=(\\d+).*", "$1"));
        long heap = MIB * Long.parseLong(options.replaceAll("(?s).*-Xmx(\\d+)m.*", "$1"));
        MemoryBudget budget = new MemoryBudget(OptionalLong.of(limit), heap);
        ClusteringConfig config = budget.shareOut(given()).clustering();
        assertThat(heap).isBetween(128 * MIB, 16384 * MIB);
        assertThat(heap + config.rocksDbMemoryBytes() + 200 * MIB + limit / 10).isLessThanOrEqualTo(limit);
        assertThat(config.rocksDbMemoryBytes()).isGreaterThanOrEqualTo(32 * MIB);
        assertThat(budget.warning(config.rocksDbMemoryBytes())).isEmpty();
        assertThat(HeapCheck.warning(config.partitions(), config.vertexCacheBytes(), heap))
                .isEmpty();
    }

    @Test
    void shouldLeaveWhatWasGivenWhenMemoryIsLimited() {
        EffectiveConfig config = given(
                new Setting("rocksdb.memory.bytes", "123456789", new Source(Source.Kind.FLAG, "--set")),
                new Setting("vertex.cache.bytes", "1234", new Source(Source.Kind.FLAG, "--set")));
        ClusteringConfig shared = new MemoryBudget(OptionalLong.of(1024 * MIB), 512 * MIB)
                .shareOut(config)
                .clustering();
        assertThat(shared.rocksDbMemoryBytes()).isEqualTo(123456789);
        assertThat(shared.vertexCacheBytes()).isEqualTo(1234);
    }

    @Test
    void shouldNameAllSizesWhenTheHeapLeavesTooLittle() {
        MemoryBudget budget = new MemoryBudget(OptionalLong.of(1536 * MIB), 1536 * MIB);
        assertThat(budget.warning(budget.shareOut(given()).clustering().rocksDbMemoryBytes()))
                .hasValueSatisfying(warning -> assertThat(warning).contains("1536 MiB", "16 MiB", "1905 MiB", "-Xmx"));
    }

    @Test
    void shouldChangeNothingWhenThereIsNoLimit() {
        MemoryBudget budget = new MemoryBudget(OptionalLong.empty(), 1536 * MIB);
        EffectiveConfig config = given();
        assertThat(budget.shareOut(config)).isSameAs(config);
        assertThat(budget.warning(ClusteringConfig.ROCKSDB_MEMORY_BYTES_DEFAULT))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4 GB", "m", "4gb", "1.5g", "-1"})
    void shouldNameTheVariableWhenItIsNoAmountOfMemory(String memory) throws Exception {
        assertThat(start(memory)).contains("ROWCAST_MEMORY is " + memory).doesNotContain("-Xmx");
    }

    private static EffectiveConfig given(Setting... settings) {
        return EffectiveConfig.of(List.of(List.of(settings)));
    }

    /** What the script would have started. */
    private String start(String memory) throws IOException, InterruptedException {
        Path java = Files.createDirectories(directory.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = new ProcessBuilder("sh", "src/main/scripts/rowcast").redirectErrorStream(true);
        builder.directory(new File(System.getProperty("basedir", ".")));
        builder.environment().put("JAVA_HOME", directory.toString());
        builder.environment().put("ROWCAST_MEMORY", memory);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
