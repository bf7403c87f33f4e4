// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.graph.Side;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builders of all stores of the topology. */
public final class Stores {
    private static final Map<String, String> SMALL_SEGMENTS =
            Map.of("segment.bytes", "16777216", "min.cleanable.dirty.ratio", "0.1");
    private static final Map<String, String> LARGE_SEGMENTS =
            Map.of("segment.bytes", "134217728", "min.cleanable.dirty.ratio", "0.3");

    private Stores() {}

    public static StoreBuilder<UserVertexStore> userVertices(String name, long cacheBytes, RestoreCheck check) {
        return writeBack(name, check::user, check, inner -> new UserVertexStore(inner, cacheBytes));
    }

    public static StoreBuilder<ItemVertexStore> itemVertices(String name, long cacheBytes, RestoreCheck check) {
        return writeBack(name, check::item, check, inner -> new ItemVertexStore(inner, cacheBytes));
    }

    public static StoreBuilder<VotePageStore> votePages(String name, long cacheBytes, RestoreCheck check) {
        return writeBack(name, RestoreCheck::votePage, check, inner -> new VotePageStore(inner, cacheBytes));
    }

    public static StoreBuilder<VolumeStore> volumes(
            String name, Side side, ClusteringParameters parameters, RestoreCheck check) {
        return new Builder<>(
                name,
                SMALL_SEGMENTS,
                () -> new VolumeStore(
                        rocksDb(name, RestoreCheck.volumes(side), check)
                                .withLoggingEnabled(SMALL_SEGMENTS)
                                .build(),
                        side,
                        parameters.rows(),
                        parameters.deployment()));
    }

    /**
     * @param partitions partitions of the deployment
     */
    public static StoreBuilder<RowStore> rows(String name, int partitions, RestoreCheck check) {
        return new Builder<>(
                name,
                SMALL_SEGMENTS,
                () -> new RowStore(
                        rocksDb(name, RestoreCheck::row, check)
                                .withLoggingEnabled(SMALL_SEGMENTS)
                                .build(),
                        check.rows(),
                        partitions));
    }

    public static StoreBuilder<VersionPartStore> versionParts(String name, RestoreCheck check) {
        return new Builder<>(
                name,
                SMALL_SEGMENTS,
                () -> new VersionPartStore(
                        rocksDb(name, check::versionParts, check)
                                .withLoggingEnabled(SMALL_SEGMENTS)
                                .build(),
                        check.rows()));
    }

    public static StoreBuilder<VersionAssemblyStore> versions(String name, int partitions, RestoreCheck check) {
        return new Builder<>(
                name,
                SMALL_SEGMENTS,
                () -> new VersionAssemblyStore(
                        rocksDb(name, (partition, key, value) -> check.versions(partitions, key, value), check)
                                .withLoggingEnabled(SMALL_SEGMENTS)
                                .build(),
                        partitions,
                        check.rows()));
    }

    /** The given table of all item labels as a global store, so without a changelog. */
    public static StoreBuilder<ItemLabelTable> itemLabels(ItemLabelTable table) {
        return new Builder<>(table.name(), null, () -> table);
    }

    /** The given table of all cluster volumes as a global store. */
    public static StoreBuilder<ClusterVolumeTable> clusterVolumes(ClusterVolumeTable table) {
        return new Builder<>(table.name(), null, () -> table);
    }

    /** A store that sends its changes to the changelog itself, so the one behind it must not. */
    private static <S extends StateStore> StoreBuilder<S> writeBack(
            String name,
            RestoreCheck.Layout layout,
            RestoreCheck check,
            Function<KeyValueStore<Bytes, byte[]>, S> store) {
        return new Builder<>(
                name,
                LARGE_SEGMENTS,
                () -> store.apply(
                        rocksDb(name, layout, check).withLoggingDisabled().build()));
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> rocksDb(
            String name, RestoreCheck.Layout layout, RestoreCheck check) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        new RocksDbSupplier(name, layout, check.foreign()), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    private record RocksDbSupplier(String name, RestoreCheck.Layout layout, ForeignRecords foreign)
            implements KeyValueBytesStoreSupplier {

        @Override
        public KeyValueStore<Bytes, byte[]> get() {
            return new CheckedRocksDbStore(name, metricsScope(), layout, foreign);
        }

        @Override
        public String metricsScope() {
            return "rocksdb";
        }
    }

    /**
     * @param logConfig settings of the changelog topic, or {@code null} for a store without one
     */
    private record Builder<S extends StateStore>(String name, Map<String, String> logConfig, Supplier<S> store)
            implements StoreBuilder<S> {

        @Override
        public S build() {
            return store.get();
        }

        @Override
        public Map<String, String> logConfig() {
            return logConfig == null ? Map.of() : logConfig;
        }

        @Override
        public boolean loggingEnabled() {
            return logConfig != null;
        }

        @Override
        public StoreBuilder<S> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<S> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<S> withLoggingEnabled(Map<String, String> config) {
            return new Builder<>(name, Map.copyOf(config), store);
        }

        @Override
        public StoreBuilder<S> withLoggingDisabled() {
            return new Builder<>(name, null, store);
        }
    }
}
