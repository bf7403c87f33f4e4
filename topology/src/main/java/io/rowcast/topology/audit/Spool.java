// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Utils;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.UInt64AddOperator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * A sorted table on disk for what an audit reads and counts, so that no graph is too large for memory. Keys are ordered
 * as unsigned bytes within their section. Everything is gone when it is closed. Not thread-safe.
 */
final class Spool implements AutoCloseable {
    private static final int BATCH_BYTES = 1 << 20;
    private static final long CACHE_BYTES = 32L << 20;
    private static final long WRITE_BUFFER_BYTES = 32L << 20;
    private static final double BLOOM_BITS = 10;
    private static final int MAX_OPEN_FILES = 256;

    static {
        RocksDB.loadLibrary();
    }

    private final Path directory;
    private final LRUCache cache = new LRUCache(CACHE_BYTES);
    private final BloomFilter bloom = new BloomFilter(BLOOM_BITS);
    private final UInt64AddOperator sums = new UInt64AddOperator();
    private final Options options;
    private final WriteOptions writeOptions = new WriteOptions().setDisableWAL(true);
    private final ReadOptions scanOptions = new ReadOptions().setFillCache(false);
    private final WriteBatch batch = new WriteBatch();
    private final RocksDB db;

    /**
     * Begins a new one.
     *
     * @param parent directory in which it may make one of its own
     * @throws UncheckedIOException if it cannot
     */
    Spool(Path parent) {
        try {
            Files.createDirectories(parent);
            directory = Files.createTempDirectory(parent, "rowcast-audit-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write below " + parent, e);
        }
        options = new Options()
                .setCreateIfMissing(true)
                .setMergeOperator(sums)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMaxOpenFiles(MAX_OPEN_FILES)
                .setMaxBackgroundJobs(2)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setCacheIndexAndFilterBlocks(true)
                        .setFilterPolicy(bloom));
        try {
            db = RocksDB.open(options, directory.toString());
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    void put(Section section, byte[] key, byte[] value) {
        try {
            batch.put(prefixed(section, key), value);
            writeIfLarge();
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    void delete(Section section, byte[] key) {
        try {
            batch.delete(prefixed(section, key));
            writeIfLarge();
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    /** Adds to the sum kept under a key, which is 0 at first; {@link #sum} reads it. */
    void add(Section section, byte[] key, long amount) {
        try {
            batch.merge(prefixed(section, key), littleEndian(amount));
            writeIfLarge();
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    /** The value of a key, or {@code null}. */
    byte[] get(Section section, byte[] key) {
        write();
        try {
            return db.get(prefixed(section, key));
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    /** A sum out of the value kept for it. */
    static long sum(byte[] value) {
        return ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    /** All of a section as it is now, in the order of keys. */
    Scan scan(Section section) {
        write();
        return new Scan(section);
    }

    @Override
    public void close() {
        batch.close();
        db.close();
        scanOptions.close();
        writeOptions.close();
        options.close();
        sums.close();
        bloom.close();
        cache.close();
        try {
            Utils.delete(directory.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }

    private void writeIfLarge() {
        if (batch.getDataSize() > BATCH_BYTES) {
            write();
        }
    }

    private void write() {
        if (batch.count() > 0) {
            try {
                db.write(writeOptions, batch);
                batch.clear();
            } catch (RocksDBException e) {
                throw failed(e);
            }
        }
    }

    private static byte[] prefixed(Section section, byte[] key) {
        return ByteBuffer.allocate(1 + key.length)
                .put((byte) section.ordinal())
                .put(key)
                .array();
    }

    private static byte[] littleEndian(long amount) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(amount)
                .array();
    }

    private UncheckedIOException failed(RocksDBException e) {
        return new UncheckedIOException(new IOException("the copy in " + directory + ": " + e.getMessage(), e));
    }

    /** A position in a section, at its first entry to begin with. */
    final class Scan implements AutoCloseable {
        private final byte prefix;
        private final RocksIterator entries;
        private byte[] key;

        private Scan(Section section) {
            prefix = (byte) section.ordinal();
            entries = db.newIterator(scanOptions);
            entries.seek(new byte[] {prefix});
            load();
        }

        /** The key without its section, or {@code null} at the end. */
        byte[] key() {
            return key;
        }

        byte[] value() {
            return entries.value();
        }

        void next() {
            entries.next();
            load();
        }

        private void load() {
            key = null;
            if (entries.isValid()) {
                byte[] whole = entries.key();
                if (whole[0] == prefix) {
                    key = new byte[whole.length - 1];
                    System.arraycopy(whole, 1, key, 0, key.length);
                }
            } else {
                try {
                    entries.status();
                } catch (RocksDBException e) {
                    throw failed(e);
                }
            }
        }

        @Override
        public void close() {
            entries.close();
        }
    }
}
