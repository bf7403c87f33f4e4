// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One block cache and one write-buffer limit for all RocksDB stores of a process, index and filter blocks included, so
 * that memory does not grow with the number of tasks. The first store opened sets the size.
 */
public final class RocksDbMemory implements RocksDBConfigSetter {
    /** Streams property that holds the bytes. */
    public static final String MEMORY_BYTES_CONFIG = "rowcast.rocksdb.memory.bytes";

    private static final double INDEX_AND_FILTER_SHARE = 0.1;

    /**
     * What a write buffer that has anything in it counts at least, of which each store has two. With a megabyte, as by default,
     * those of some dozens of stores fill the limit though they are all but empty, and each write flushes its buffer then.
     */
    private static final long ARENA_BLOCK_BYTES = 32 << 10;

    private static Cache cache;
    private static WriteBufferManager writeBuffers;

    private static synchronized void create(long bytes) {
        if (cache == null) {
            cache = new LRUCache(bytes, -1, false, INDEX_AND_FILTER_SHARE);
            writeBuffers = new WriteBufferManager(bytes / 2, cache);
        }
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        create(Long.parseLong(configs.get(MEMORY_BYTES_CONFIG).toString()));
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(cache);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setWriteBufferManager(writeBuffers);
        options.setArenaBlockSize(ARENA_BLOCK_BYTES);
        options.setTableFormatConfig(table);
        // Else each store that is opened starts fifteen threads, though it has few files.
        options.setMaxFileOpeningThreads(1);
    }

    @Override
    public void close(String storeName, Options options) {
        // Cache and write buffers are shared by all stores of the process and live as long as it does.
    }
}
