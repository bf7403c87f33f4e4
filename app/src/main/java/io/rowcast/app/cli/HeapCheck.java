// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import java.util.Locale;
import java.util.Optional;

/** Whether the heap can hold the vertex caches of an instance that is alone and so has all partitions. */
final class HeapCheck {
    /** Of users, of items and of their votes. */
    private static final int STORES_PER_PARTITION = 3;

    /** What caches may take: item labels, volumes, records under way and the collector need the rest. */
    private static final double CACHE_SHARE = 0.6;

    private HeapCheck() {}

    /** The most that each cache may take for all of them to fit the heap; all sizes in bytes. */
    static long cacheThatFits(int partitions, long heapBytes) {
        return (long) (CACHE_SHARE * heapBytes) / ((long) STORES_PER_PARTITION * partitions);
    }

    /** What to tell the operator, if anything; all sizes in bytes. */
    static Optional<String> warning(int partitions, long cacheBytes, long heapBytes) {
        double caches = (double) STORES_PER_PARTITION * partitions * cacheBytes;
        return caches <= CACHE_SHARE * heapBytes
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the vertex caches of all %d partitions may grow to %.0f MiB, too much for a heap of %d MiB: "
                                + "raise -Xmx in ROWCAST_JAVA_OPTS or lower vertex.cache.bytes, "
                                + "unless other instances always take their share",
                        partitions,
                        Math.ceil(caches / (1 << 20)),
                        heapBytes >> 20));
    }
}
