// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import io.rowcast.app.config.EffectiveConfig;
import io.rowcast.topology.ClusteringConfig;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How an instance whose memory is limited shares it out. The script that starts it has taken the heap; of what is left
 * outside, Java itself gets its part and RocksDB the rest.
 *
 * @param limitBytes what the process may use in all, if anything limits it
 * @param heapBytes the largest heap
 */
record MemoryBudget(OptionalLong limitBytes, long heapBytes) {
    /** How the script tells the limit. */
    private static final String LIMIT_PROPERTY = "rowcast.memory.limit";

    /** The least that {@code rocksdb.memory.bytes} may be. */
    private static final long LEAST_ROCKSDB_BYTES = 16L << 20;

    static MemoryBudget ofThisProcess() {
        Long limit = Long.getLong(LIMIT_PROPERTY);
        return new MemoryBudget(
                limit == null ? OptionalLong.empty() : OptionalLong.of(limit),
                Runtime.getRuntime().maxMemory());
    }

    /** What Java takes beside its heap: code, classes, threads and buffers, and what allocators waste. */
    private static long ownBytes(long limit) {
        return (200L << 20) + limit / 10;
    }

    private long rocksDbBytes(long limit) {
        return Math.max(LEAST_ROCKSDB_BYTES, limit - heapBytes - ownBytes(limit));
    }

    /** The configuration with defaults of RocksDB's memory and of the vertex caches that fit the limit. */
    EffectiveConfig shareOut(EffectiveConfig config) {
        if (limitBytes.isEmpty()) {
            return config;
        }
        long limit = limitBytes.getAsLong();
        String giver = "of a limit of " + (limit >> 20) + " MiB";
        long cache = HeapCheck.cacheThatFits(config.clustering().partitions(), heapBytes);
        return config.withDefault(
                        ClusteringConfig.ROCKSDB_MEMORY_BYTES_CONFIG, Long.toString(rocksDbBytes(limit)), giver)
                .withDefault(
                        ClusteringConfig.VERTEX_CACHE_BYTES_CONFIG,
                        Long.toString(Math.min(ClusteringConfig.VERTEX_CACHE_BYTES_DEFAULT, cache)),
                        giver);
    }

    /** What to tell the operator where heap and RocksDB do not fit the limit. */
    Optional<String> warning(long rocksDbBytes) {
        long limit = limitBytes.orElse(Long.MAX_VALUE);
        long need = heapBytes + rocksDbBytes + ownBytes(limitBytes.orElse(0));
        return need <= limit
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "a heap of %d MiB, RocksDB's %d MiB and Java itself need %d MiB, but the limit is %d MiB: raise it, "
                                + "or lower -Xmx in ROWCAST_JAVA_OPTS or rocksdb.memory.bytes",
                        heapBytes >> 20,
                        rocksDbBytes >> 20,
                        need >> 20,
                        limit >> 20));
    }
}
