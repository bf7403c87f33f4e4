// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** RocksDB stores in a directory, without a changelog. */
final class RocksDb {
    static final RestoreCheck CHECK = new RestoreCheck(1 << 20, new ForeignRecords(List.of()));

    private final Path directory;

    RocksDb(Path directory) {
        this.directory = directory;
    }

    static KeyValueStore<Bytes, byte[]> inner() {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore("test-store"), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingDisabled()
                .build();
    }

    /** Opens a store as a task of a partition would. */
    <S extends StateStore> S open(S store, int partition) {
        Properties properties = new Properties();
        // Not used here, but Kafka Streams warns while it is off.
        properties.put("processing.exception.handler.global.enabled", "true");
        MockProcessorContext<Void, Void> context =
                new MockProcessorContext<>(properties, new TaskId(0, partition), directory.toFile());
        store.init(context.getStateStoreContext(), store);
        return store;
    }
}
