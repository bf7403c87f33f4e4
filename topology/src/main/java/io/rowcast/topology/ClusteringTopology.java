// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology;

import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.clustering.ColdStart;
import io.rowcast.topology.clustering.Statistics;
import io.rowcast.topology.clustering.SweepTurns;
import io.rowcast.topology.clustering.TaskListener;
import io.rowcast.topology.format.InteractionFormat;
import io.rowcast.topology.graph.RejectionWindow;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.processor.ClusterVolumeLoader;
import io.rowcast.topology.processor.ClusterVolumePartitioner;
import io.rowcast.topology.processor.InteractionRouter;
import io.rowcast.topology.processor.InteractionRouter.Routed;
import io.rowcast.topology.processor.ItemLabelLoader;
import io.rowcast.topology.processor.ItemProcessor;
import io.rowcast.topology.processor.Outgoing;
import io.rowcast.topology.processor.Outgoing.Destination;
import io.rowcast.topology.processor.PartitionKey;
import io.rowcast.topology.processor.RowProcessor;
import io.rowcast.topology.processor.SentOnReader;
import io.rowcast.topology.processor.TaskContext;
import io.rowcast.topology.processor.UserEvent;
import io.rowcast.topology.processor.UserProcessor;
import io.rowcast.topology.processor.VersionAssembler;
import io.rowcast.topology.processor.VersionParts;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.store.ClusterVolumeTable;
import io.rowcast.topology.store.ForeignRecords;
import io.rowcast.topology.store.ItemLabelTable;
import io.rowcast.topology.store.PublishedVolumes;
import io.rowcast.topology.store.RestoreCheck;
import io.rowcast.topology.store.Stores;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Predicate;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * The main flow, from interaction events to codebook mappings: users vote, items elect.
 *
 * <p>One object serves one {@code KafkaStreams}, as both share the tables in memory.
 */
public final class ClusteringTopology implements Supplier<Topology> {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private final ClusteringConfig config;
    private final Topics topics;
    private final RestoreCheck restoreCheck;
    private final ClusterVolumeTable volumes;
    private final ItemLabelTable itemLabels = new ItemLabelTable(Topics.ITEM_LABELS_STORE);
    private final TaskContext task;
    private volatile boolean sweeping = true;

    public ClusteringTopology(ClusteringConfig config) {
        this(config, TaskListener.NONE);
    }

    /**
     * @param listener is told what the tasks do
     */
    public ClusteringTopology(ClusteringConfig config, TaskListener listener) {
        this(config, listener, System::nanoTime);
    }

    /**
     * @param nanoClock measures the slices of sweeps; a fixed one makes equal inputs give equal results
     */
    public ClusteringTopology(ClusteringConfig config, TaskListener listener, LongSupplier nanoClock) {
        this.config = config;
        topics = new Topics(config);
        restoreCheck = new RestoreCheck(
                config.rows(), new ForeignRecords(config.errors().foreignRecordsToSkip()));
        volumes = new ClusterVolumeTable(Topics.CLUSTER_VOLUMES_STORE, config.parameters(), config.partitions());
        task = new TaskContext(
                config.parameters(),
                config.partitions(),
                config.maxEdgesPerUser(),
                config.graphRetention().toSeconds(),
                config.governorEnabled(),
                MoveLimit.perMinute(config),
                ThreadLocal.withInitial(() -> new SweepTurns(config.sweepShare()))::get,
                config.sweepSliceMs(),
                config.sweepPauseMaxMs(),
                config.publishIntervalMs(),
                topics.repartition(Topics.USER_EVENTS),
                FormatConfig.mappings(config),
                () -> new RejectionWindow(
                        config.errors().windowEvents(), config.errors().maxShare()),
                restoreCheck.foreign(),
                volumes,
                () -> sweeping,
                listener,
                nanoClock);
    }

    /** Lets no sweep of this instance begin any more, so that what is under way can come to an end before it stops. */
    public void endSweeps() {
        sweeping = false;
    }

    /** The record of an internal topic that this instance has stopped at, see {@link ForeignRecords#refused()}. */
    public Optional<CorruptRecordException> refusedRecord() {
        return restoreCheck.foreign().refused();
    }

    /** The state of the whole deployment, as this instance last read it from the cluster-volumes topic. */
    public Statistics statistics() {
        return volumes.statistics();
    }

    /** The volumes of the whole deployment, as this instance last read them. */
    public ClusterVolumeTable volumes() {
        return volumes;
    }

    /** The labels of all items, as this instance last read them. */
    public ItemLabelTable itemLabels() {
        return itemLabels;
    }

    /** Gives rows to users that are not there yet, from the tables that every instance has. For one thread at a time. */
    public ColdStart coldStart() {
        return new ColdStart(config.parameters(), itemLabels, new PublishedVolumes(volumes));
    }

    /** The parameters of the clustering. */
    public ClusteringParameters parameters() {
        return config.parameters();
    }

    /** Partitions of every topic. */
    public int partitions() {
        return config.partitions();
    }

    /** The partition that owns a vertex. */
    public int partition(Side side, String id) {
        return side == Side.USER
                ? InteractionRouter.userPartition(id, config.partitions())
                : VertexId.itemPartition(VertexId.of(id).hash(), config.partitions());
    }

    @Override
    public Topology get() {
        StreamsBuilder builder = new StreamsBuilder();
        addStores(builder);

        Supplier<InteractionFormat> format = FormatConfig.events(config);
        KStream<byte[], Routed> routed = builder.stream(topics.interactions(), input("interactions"))
                .process(() -> new InteractionRouter(config.partitions(), format), Named.as("route-interactions"));
        KStream<byte[], UserEvent> here = routed.filter((key, event) -> event.here(), Named.as("events-here"))
                .mapValues(Routed::event, Named.as("events-here-values"));
        KStream<byte[], UserEvent> sentOn = routed.filterNot((key, event) -> event.here(), Named.as("events-elsewhere"))
                .mapValues(event -> event.event().value(), Named.as("events-elsewhere-values"))
                .repartition(byPartitionKey(Topics.USER_EVENTS))
                .processValues(
                        () -> new SentOnReader(config.partitions(), restoreCheck.foreign()),
                        Named.as("decode-user-events"));

        KStream<byte[], Outgoing> fromUsers = here.merge(sentOn, Named.as("user-events-merged"))
                .process(
                        () -> new UserProcessor(task),
                        Named.as("users"),
                        Topics.USER_VERTICES_STORE,
                        Topics.USER_VOLUMES_STORE);
        Map<String, KStream<byte[], Outgoing>> users = fromUsers
                .split(Named.as("users-"))
                .branch(isFor(Destination.ITEM_VOTES), Branched.as("votes"))
                .branch(isFor(Destination.ROW_USES), Branched.as("row-uses"))
                .branch(isFor(Destination.MAPPINGS), publish("user-mappings", topics.mappings()))
                .branch(isFor(Destination.CLUSTER_VOLUMES), publishVolumes("user-cluster-volumes"))
                .branch(isFor(Destination.DEAD_LETTERS), publish("dead-letters", topics.deadLetters()))
                .noDefaultBranch();
        Map<String, KStream<byte[], Outgoing>> items = elect(users.get("users-votes"));
        decideGenerations(users.get("users-row-uses"), items.get("items-row-uses"));

        cutVersions(builder);
        return builder.build();
    }

    /** Reads the mapping topic back, as those do who are told of its versions. */
    private void cutVersions(StreamsBuilder builder) {
        VersionConfig versions = config.versions();
        VersionAssembler.Plan plan = new VersionAssembler.Plan(
                topics.mappings(),
                config.partitions(),
                config.rows(),
                versions.parameters(),
                versions.interval(),
                versions.keep());
        builder.stream(
                        List.of(topics.mappings(), topics.versionRequests()),
                        input("mappings-and-requests").withOffsetResetPolicy(AutoOffsetReset.earliest()))
                .process(
                        () -> new VersionParts(
                                topics.versionRequests(), plan.interval(), plan.rows(), restoreCheck.foreign()),
                        Named.as("version-parts"),
                        Topics.VERSION_PARTS_STORE)
                .repartition(Repartitioned.with(BYTES, BYTES)
                        .withName(Topics.VERSION_PARTS)
                        .withNumberOfPartitions(1))
                .process(
                        () -> new VersionAssembler(plan, restoreCheck.foreign()),
                        Named.as("versions"),
                        Topics.VERSIONS_STORE)
                .to(topics.versions(), Produced.with(BYTES, BYTES).withName("versions-sink"));
    }

    private Map<String, KStream<byte[], Outgoing>> elect(KStream<byte[], Outgoing> votes) {
        return votes.mapValues(Outgoing::value, Named.as("votes-values"))
                .repartition(byPartitionKey(Topics.ITEM_VOTES))
                .process(
                        () -> new ItemProcessor(task),
                        Named.as("items"),
                        Topics.ITEM_VERTICES_STORE,
                        Topics.LABEL_VOTES_STORE,
                        Topics.ITEM_VOLUMES_STORE)
                .split(Named.as("items-"))
                .branch(isFor(Destination.ROW_USES), Branched.as("row-uses"))
                .branch(isFor(Destination.MAPPINGS), publish("item-mappings", topics.mappings()))
                .branch(isFor(Destination.ITEM_LABELS), publish("publish-item-labels", topics.itemLabels()))
                .branch(isFor(Destination.CLUSTER_VOLUMES), publishVolumes("item-cluster-volumes"))
                .noDefaultBranch();
    }

    private void decideGenerations(KStream<byte[], Outgoing> userUses, KStream<byte[], Outgoing> itemUses) {
        rowUses(userUses, "user-row-uses-values", Topics.USER_ROW_USES)
                .merge(rowUses(itemUses, "item-row-uses-values", Topics.ITEM_ROW_USES), Named.as("row-uses-merged"))
                .process(() -> new RowProcessor(task), Named.as("rows"), Topics.ROWS_STORE)
                .split(Named.as("rows-"))
                .branch(isFor(Destination.MAPPINGS), publish("row-states", topics.mappings()))
                .branch(isFor(Destination.CLUSTER_VOLUMES), publishVolumes("row-cluster-volumes"));
    }

    private KStream<byte[], byte[]> rowUses(KStream<byte[], Outgoing> uses, String values, String topic) {
        return uses.mapValues(Outgoing::value, Named.as(values)).repartition(byPartitionKey(topic));
    }

    private static Predicate<byte[], Outgoing> isFor(Destination destination) {
        return (key, outgoing) -> outgoing.to() == destination;
    }

    private Branched<byte[], Outgoing> publishVolumes(String name) {
        return publish(
                name,
                topics.clusterVolumes(),
                Produced.with(BYTES, BYTES).withStreamPartitioner(new ClusterVolumePartitioner()));
    }

    private static Branched<byte[], Outgoing> publish(String name, String topic) {
        return publish(name, topic, Produced.with(BYTES, BYTES));
    }

    private static Branched<byte[], Outgoing> publish(String name, String topic, Produced<byte[], byte[]> how) {
        return Branched.withConsumer(
                stream -> stream.mapValues(Outgoing::value, Named.as(name + "-values"))
                        .to(topic, how.withName(name + "-sink")),
                name);
    }

    private Repartitioned<byte[], byte[]> byPartitionKey(String name) {
        return Repartitioned.with(BYTES, BYTES)
                .withName(name)
                .withNumberOfPartitions(config.partitions())
                .withStreamPartitioner(PartitionKey.partitioner());
    }

    private static Consumed<byte[], byte[]> input(String name) {
        return Consumed.with(BYTES, BYTES).withName(name).withTimestampExtractor(new NonNegativeTimestamp());
    }

    private void addStores(StreamsBuilder builder) {
        long cacheBytes = config.vertexCacheBytes();
        builder.addStateStore(Stores.userVertices(Topics.USER_VERTICES_STORE, cacheBytes, restoreCheck));
        builder.addStateStore(Stores.volumes(Topics.USER_VOLUMES_STORE, Side.USER, config.parameters(), restoreCheck));
        builder.addStateStore(Stores.itemVertices(Topics.ITEM_VERTICES_STORE, cacheBytes, restoreCheck));
        builder.addStateStore(Stores.votePages(Topics.LABEL_VOTES_STORE, cacheBytes, restoreCheck));
        builder.addStateStore(Stores.volumes(Topics.ITEM_VOLUMES_STORE, Side.ITEM, config.parameters(), restoreCheck));
        builder.addStateStore(Stores.rows(Topics.ROWS_STORE, config.partitions(), restoreCheck));
        builder.addStateStore(Stores.versionParts(Topics.VERSION_PARTS_STORE, restoreCheck));
        builder.addStateStore(Stores.versions(Topics.VERSIONS_STORE, config.partitions(), restoreCheck));
        builder.addGlobalStore(
                Stores.itemLabels(itemLabels),
                topics.itemLabels(),
                input("item-labels"),
                () -> new ItemLabelLoader(restoreCheck));
        builder.addGlobalStore(
                Stores.clusterVolumes(volumes),
                topics.clusterVolumes(),
                input("cluster-volumes"),
                () -> new ClusterVolumeLoader(restoreCheck.foreign()));
    }
}
