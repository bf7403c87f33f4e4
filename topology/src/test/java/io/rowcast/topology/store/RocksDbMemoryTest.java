// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

final class RocksDbMemoryTest {
    private static final long MEMORY_BYTES = 16L << 20;

    @TempDir
    private Path directory;

    @Test
    void shouldCountLittleForAWriteBufferThatHoldsLittle() throws RocksDBException {
        try (Options options = new Options().setCreateIfMissing(true)) {
            options.setTableFormatConfig(new BlockBasedTableConfig());
            new RocksDbMemory().setConfig("store", options, Map.of(RocksDbMemory.MEMORY_BYTES_CONFIG, MEMORY_BYTES));
            try (RocksDB store = RocksDB.open(options, directory.toString())) {
                for (int i = 0; i < 100; i++) {
                    byte[] key = ("key " + i).getBytes(StandardCharsets.UTF_8);
                    store.put(key, new byte[100]);
                }

                assertThat(store.getLongProperty("rocksdb.cur-size-active-mem-table"))
                        .isBetween(10_000L, 100_000L);
            }
        }
    }
}
