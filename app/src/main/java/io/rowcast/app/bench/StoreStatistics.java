// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import io.rowcast.topology.store.RocksDbMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;
import org.rocksdb.Statistics;
import org.rocksdb.StatsLevel;
import org.rocksdb.TickerType;

/**
 * Rowcast's settings of RocksDB, and counters of what it writes. The metrics of Kafka Streams have the same counters, but
 * bring them up to date once a minute only.
 */
public final class StoreStatistics implements RocksDBConfigSetter {
    private static final Map<String, List<Statistics>> OPENED = new TreeMap<>();

    private final RocksDbMemory memory = new RocksDbMemory();

    /** What was written so far in this process, by store; closed stores included. */
    static synchronized Map<String, StoreBytes> read() {
        Map<String, StoreBytes> bytes = new TreeMap<>();
        OPENED.forEach((store, partitions) -> {
            for (Statistics statistics : partitions) {
                bytes.merge(
                        store,
                        new StoreBytes(
                                statistics.getTickerCount(TickerType.BYTES_WRITTEN),
                                statistics.getTickerCount(TickerType.FLUSH_WRITE_BYTES),
                                statistics.getTickerCount(TickerType.COMPACT_WRITE_BYTES)),
                        StoreBytes::plus);
            }
        });
        return bytes;
    }

    private static synchronized Statistics open(String store) {
        Statistics statistics = new Statistics();
        statistics.setStatsLevel(StatsLevel.EXCEPT_DETAILED_TIMERS);
        OPENED.computeIfAbsent(store, name -> new ArrayList<>()).add(statistics);
        return statistics;
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        memory.setConfig(storeName, options, configs);
        options.setStatistics(open(storeName));
    }

    @Override
    public void close(String storeName, Options options) {
        // The counters are read after the stores are closed, and go with the process.
        memory.close(storeName, options);
    }
}
