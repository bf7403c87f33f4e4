// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import io.rowcast.topology.ClusteringTopology;
import io.rowcast.topology.Topics;
import io.rowcast.topology.codebook.Mapping;
import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.store.ItemVertexStore;
import io.rowcast.topology.store.UserVertexStore;
import io.rowcast.topology.store.VertexStore;
import it.unimi.dsi.fastutil.longs.LongList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.internals.StateStoreProvider;

/** Reads vertices of the stores of this instance, and knows which instance has the others. For any thread. */
public final class VertexReader {
    /** The key is the partition itself. */
    private static final StreamPartitioner<Integer, Object> BY_PARTITION =
            (topic, partition, value, partitions) -> Optional.of(Set.of(partition));

    /**
     * How long it is relied on who has a partition, and where its store is. Kafka Streams asks all tasks of the instance to
     * tell. A store that has moved says so itself; one that became a copy may still be called active for so long.
     */
    private static final Duration FOUND = Duration.ofMillis(100);

    /** Most items of a row that are read for one request. */
    private static final int MAX_ITEMS_READ = 2000;

    private static final OfKind<UserVertex> USERS = new OfKind<>(UserVertexStore.class);
    private static final OfKind<ItemVertex> ITEMS = new OfKind<>(ItemVertexStore.class);

    private final KafkaStreams streams;
    private final ClusteringTopology topology;
    private final TaskWatch tasks;
    private final RowIndex rowIndex;
    private final Map<Side, Recent<Owners>> owners = new EnumMap<>(Side.class);
    private final Recent<OpenStore<UserVertex>> users;
    private final Recent<OpenStore<ItemVertex>> items;
    /** What tasks with vertices read. */
    private final Map<String, Side> inputs;

    /**
     * Who has the vertices of a partition.
     *
     * @param active the instance that works on them; empty while nobody does, or where it offers no HTTP
     * @param standbys the instances that have copies of them
     */
    public record Owners(Optional<HostInfo> active, List<HostInfo> standbys) {}

    /**
     * What a store of this instance says of an id.
     *
     * @param vertex empty if it has none
     * @param active whether the store is that of a task that runs here; otherwise it is a copy, and may be behind
     */
    public record Reading(Optional<Vertex> vertex, boolean active) {}

    /**
     * A vertex.
     *
     * @param since when it got its rows, in seconds since the epoch, or 0
     * @param degree weight of its edges, in edge-weight units
     * @param inside weight of its edges within its cluster, in edge-weight units
     */
    public record Vertex(Mapping mapping, long since, long degree, long inside) {}

    /** A store that can be asked, for as long as it is not opened again. */
    private record OpenStore<V>(VertexStore<V> store, int opening) {
        OpenStore(VertexStore<V> store) {
            this(store, store.opening());
        }
    }

    private record OfKind<V>(Class<? extends VertexStore<V>> kind) implements QueryableStoreType<VertexStore<V>> {
        @Override
        public boolean accepts(StateStore store) {
            return kind.isInstance(store);
        }

        @Override
        public VertexStore<V> create(StateStoreProvider provider, String name) {
            return provider.stores(name, this).get(0);
        }
    }

    VertexReader(KafkaStreams streams, ClusteringTopology topology, Topics topics, TaskWatch tasks) {
        this.streams = streams;
        this.topology = topology;
        this.tasks = tasks;
        this.inputs = Map.of(
                topics.interactions(), Side.USER,
                topics.repartition(Topics.USER_EVENTS), Side.USER,
                topics.repartition(Topics.ITEM_VOTES), Side.ITEM);
        for (Side side : Side.values()) {
            owners.put(side, new Recent<>(topology.partitions(), FOUND, System::nanoTime));
        }
        this.users = new Recent<>(topology.partitions(), FOUND, System::nanoTime);
        this.items = new Recent<>(topology.partitions(), FOUND, System::nanoTime);
        this.rowIndex =
                new RowIndex(topology.itemLabels(), topology.parameters().rows(), RowIndex.thread(), System::nanoTime);
    }

    /** Who has a partition of a side. */
    public Owners owners(Side side, int partition) {
        return owners.get(side)
                .get(partition, of -> findOwners(side, of))
                .orElseGet(() -> new Owners(Optional.empty(), List.of()));
    }

    private Optional<Owners> findOwners(Side side, int partition) {
        KeyQueryMetadata metadata;
        try {
            metadata = streams.queryMetadataForKey(store(side), partition, BY_PARTITION);
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
        if (metadata == null || metadata.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
            return Optional.empty();
        }
        return Optional.of(new Owners(
                Optional.of(metadata.activeHost()).filter(VertexReader::isReachable),
                metadata.standbyHosts().stream()
                        .filter(VertexReader::isReachable)
                        .toList()));
    }

    /** All instances that offer HTTP. */
    public Set<HostInfo> instances() {
        return streams.metadataForAllStreamsClients().stream()
                .map(client -> client.hostInfo())
                .filter(VertexReader::isReachable)
                .collect(Collectors.toSet());
    }

    private static boolean isReachable(HostInfo host) {
        return host.port() > 0 && !host.equals(HostInfo.unavailable());
    }

    /** A vertex as a store of this instance has it; empty if none here has its partition. */
    public Optional<Reading> read(Side side, String id) {
        return side == Side.USER
                ? read(users, USERS, side, id, user -> user.id().equals(id) ? vertex(user) : null)
                : read(items, ITEMS, side, id, item -> item.id().equals(id) ? vertex(item) : null);
    }

    private Vertex vertex(UserVertex user) {
        long inside = 0;
        for (int i = 0; i < user.size(); i++) {
            inside += topology.itemLabels().label(user.item(i)) == user.label() ? user.weight(i) : 0;
        }
        return new Vertex(Mapping.of(user), user.since(), user.degree(), inside);
    }

    private static Vertex vertex(ItemVertex item) {
        return new Vertex(Mapping.of(item), item.since(), item.degree(), item.ownVotes());
    }

    /**
     * What tasks running here know of a row.
     *
     * @param most most entries of each list
     * @param patience how long to wait until it is known which items are in the row
     * @return empty if that takes longer
     */
    public Optional<RowItems> row(int row, int most, Duration patience) {
        return rowIndex.items(row, patience)
                .map(hashes -> ownItems(row, hashes, most)
                        .exchanging(tasks.exchanges(row))
                        .sorted(most));
    }

    private RowItems ownItems(int row, LongList hashes, int most) {
        List<ItemVertex> items = new ArrayList<>();
        int partitions = topology.partitions();
        List<Optional<VertexStore<ItemVertex>>> stores = new ArrayList<>(partitions);
        for (int partition = 0; partition < partitions; partition++) {
            stores.add(open(ITEMS, Side.ITEM, partition, false));
        }
        for (int i = 0; i < hashes.size(); i++) {
            long hash = hashes.getLong(i);
            Optional<VertexStore<ItemVertex>> store = stores.get(VertexId.itemPartition(hash, partitions));
            if (store.isPresent() && items.size() == MAX_ITEMS_READ) {
                return RowItems.of(row, items, most, false);
            }
            store.flatMap(open -> read(open, hash))
                    .filter(item -> item.label() == row)
                    .ifPresent(items::add);
        }
        return RowItems.of(row, items, most, true);
    }

    /** Whether every store of vertices of the tasks that run here can be asked. */
    public boolean queryable() {
        for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
            for (TaskMetadata task : thread.activeTasks()) {
                for (TopicPartition input : task.topicPartitions()) {
                    Side side = inputs.get(input.topic());
                    if (side != null && !isOpen(side, input.partition())) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private <V> Optional<Reading> read(
            Recent<OpenStore<V>> stores, OfKind<V> kind, Side side, String id, Function<V, Vertex> toVertex) {
        int partition = topology.partition(side, id);
        long hash = VertexId.of(id).hash();
        // Once more, as what was found before may have moved since, or been opened anew.
        for (int attempt = 0; attempt < 2; attempt++) {
            Optional<OpenStore<V>> store =
                    stores.get(partition, of -> open(kind, side, of, false).map(OpenStore::new));
            if (store.isEmpty()) {
                break;
            }
            Optional<Reading> active = reading(store.get(), hash, toVertex, true);
            if (active.isPresent()) {
                return active;
            }
            stores.forget(partition);
        }
        return open(kind, side, partition, true)
                .map(OpenStore::new)
                .flatMap(store -> reading(store, hash, toVertex, false));
    }

    /** Empty if the store has moved to another instance meanwhile. */
    private static <V> Optional<Reading> reading(
            OpenStore<V> open, long hash, Function<V, Vertex> toVertex, boolean active) {
        try {
            Optional<V> found = Optional.ofNullable(open.store().read(hash, open.opening()));
            return Optional.of(new Reading(found.map(toVertex), active));
        } catch (InvalidStateStoreException e) {
            return Optional.empty();
        }
    }

    private boolean isOpen(Side side, int partition) {
        return side == Side.USER
                ? open(USERS, side, partition, false).isPresent()
                : open(ITEMS, side, partition, false).isPresent();
    }

    private static <V> Optional<V> read(VertexStore<V> store, long hash) {
        try {
            return Optional.ofNullable(store.read(hash));
        } catch (InvalidStateStoreException e) {
            return Optional.empty();
        }
    }

    private <V> Optional<VertexStore<V>> open(OfKind<V> kind, Side side, int partition, boolean stale) {
        StoreQueryParameters<VertexStore<V>> parameters =
                StoreQueryParameters.fromNameAndType(store(side), kind).withPartition(partition);
        try {
            return Optional.of(streams.store(stale ? parameters.enableStaleStores() : parameters));
        } catch (InvalidStateStoreException e) {
            return Optional.empty();
        }
    }

    private static String store(Side side) {
        return side == Side.USER ? Topics.USER_VERTICES_STORE : Topics.ITEM_VERTICES_STORE;
    }
}
