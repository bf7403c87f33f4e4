// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.clustering.ForgottenItems;
import io.rowcast.topology.clustering.TaskReport;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.NamingFormat;
import io.rowcast.topology.serde.PremiumFormat;
import io.rowcast.topology.serde.PremiumFormat.Premiums;
import io.rowcast.topology.serde.TaskReportFormat;
import it.unimi.dsi.fastutil.longs.Long2LongRBTreeMap;
import it.unimi.dsi.fastutil.longs.Long2LongSortedMap;
import it.unimi.dsi.fastutil.longs.LongSortedSet;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What one task adds to the cluster volumes: the exact volumes of its own vertices, its counters, the premium (where it
 * governs it) and the items it is still forgetting. Held in memory, bounded by K, and written to a RocksDB store with a
 * changelog at each commit, so that it always agrees with the vertices of the same task.
 */
public final class VolumeStore extends ChangelogStore {
    private final Side side;
    private final String deployment;
    private final long[] volumes;
    private final long[] members;
    private final long[] secondaries;
    private final RowUsage usage = new RowUsage();
    private final long[] counts = new long[Counter.values().length];
    private final Long2LongSortedMap forgetting = new Long2LongRBTreeMap();
    private Premiums premiums = Premiums.NONE;
    private boolean countsChanged;
    private int partition;
    private VolumeLog saved;
    private VolumeLog savedSecondaries;
    private VolumeLog savedMembers;
    private VolumeLog published;
    private VolumeLog publishedMembers;
    private boolean membersUnknown;

    VolumeStore(KeyValueStore<Bytes, byte[]> inner, Side side, int rows, String deployment) {
        super(inner);
        this.side = side;
        this.deployment = deployment;
        this.volumes = new long[rows];
        this.members = new long[rows];
        this.secondaries = new long[side == Side.USER ? rows : 0];
        clearCache();
    }

    /** Reads everything back from the restored store; called by the processor before anything else. */
    public void load() {
        clearCache();
        // Checked before the volumes, which look corrupt where K is another.
        loadCounts();
        Map<ClusterVolumeKey, byte[]> volumeRecords = new HashMap<>();
        try (KeyValueIterator<Bytes, byte[]> records = inner().all()) {
            while (records.hasNext()) {
                KeyValue<Bytes, byte[]> record = records.next();
                ClusterVolumeKey key = ClusterVolumeKey.decode(record.key.get());
                switch (key.kind()) {
                    case VOLUMES, CHANGES, SECONDARIES, SECONDARY_CHANGES, MEMBERS, MEMBER_CHANGES ->
                        volumeRecords.put(key, record.value);
                    case REPORT, ROWS, ROW_CHANGES -> {}
                    case PREMIUM -> premiums = PremiumFormat.decode(record.value);
                    case FORGET -> loadForgetting(key.item(), record.value);
                }
            }
        }
        BitSet blocks = VolumeLog.read(volumeRecords, Kind.VOLUMES, volumes);
        saved.restart(blocks);
        published.restart(blocks);
        savedSecondaries.restart(VolumeLog.read(volumeRecords, Kind.SECONDARIES, secondaries));
        BitSet memberBlocks = VolumeLog.read(volumeRecords, Kind.MEMBERS, members);
        savedMembers.restart(memberBlocks);
        publishedMembers.restart(memberBlocks);
        membersUnknown = memberBlocks.isEmpty() && count(Counter.VERTICES) > 0;
        usage.restart(volumes.length, this::uses);
    }

    private void loadForgetting(long item, byte[] value) {
        // Without a value it was named by a build that did not number namings.
        long naming = value.length == 0 ? 1 : NamingFormat.decode(value);
        forgetting.put(item, naming);
        counts[Counter.NAMINGS.ordinal()] = Math.max(counts[Counter.NAMINGS.ordinal()], naming);
    }

    private void loadCounts() {
        byte[] stored = inner().get(key(Kind.REPORT));
        if (stored != null) {
            TaskReport report = TaskReportFormat.decode(stored);
            DeploymentMismatchException.check(deployment, report.deployment(), name());
            System.arraycopy(report.counts(), 0, counts, 0, counts.length);
        }
    }

    /** Own volume of a label. */
    public long volume(int label) {
        return volumes[label];
    }

    /**
     * Changes the own volume of a label.
     *
     * @throws IllegalStateException if it would fall below 0
     */
    public void add(int label, long change) {
        if (change == 0) {
            return;
        }
        long volume = volumes[label] + change;
        if (volume < 0) {
            throw new IllegalStateException(name() + ": the volume of label " + label + " would be " + volume);
        }
        if (volume == 0 || volumes[label] == 0) {
            usage.touch(label);
        }
        volumes[label] = volume;
        saved.add(label);
        published.add(label);
    }

    /** Whether the state is of a build that did not count members, so that each vertex has to be added once. */
    public boolean membersUnknown() {
        return membersUnknown;
    }

    /** How many own vertices have a label. */
    public long members(int label) {
        return members[label];
    }

    /**
     * Changes how many vertices have a label; to be called only where a vertex gets it or loses it.
     *
     * @throws IllegalStateException if there would be fewer than none
     */
    public void addMember(int label, int change) {
        long count = members[label] + change;
        if (count < 0) {
            throw new IllegalStateException(name() + ": " + count + " vertices would have the label " + label);
        }
        members[label] = count;
        savedMembers.add(label);
        publishedMembers.add(label);
    }

    /**
     * Changes how many users have a label as their second one.
     *
     * @throws IllegalStateException if there would be fewer than none
     */
    public void addSecondary(int label, int change) {
        long count = secondaries[label] + change;
        if (count < 0) {
            throw new IllegalStateException(name() + ": " + count + " users would have the second label " + label);
        }
        secondaries[label] = count;
        savedSecondaries.add(label);
        usage.touch(label);
    }

    /** Whether any vertex of the task is in a row, as its primary or its secondary one. */
    public boolean uses(int row) {
        return volumes[row] > 0 || (side == Side.USER && secondaries[row] > 0);
    }

    /** Tells of the rows that the task has taken into use or left since the last call. */
    public void tellUses(RowUsage.Change each) {
        usage.tell(this::uses, each);
    }

    public long count(Counter counter) {
        return counts[counter.ordinal()];
    }

    /**
     * Adds to a count.
     *
     * @throws IllegalStateException if it would fall below 0
     */
    public void count(Counter counter, long change) {
        if (change == 0) {
            return;
        }
        long count = counts[counter.ordinal()] + change;
        if (count < 0) {
            throw new IllegalStateException(name() + ": " + counter + " would be " + count);
        }
        counts[counter.ordinal()] = count;
        countsChanged = true;
    }

    /** The premiums, where this task governs them. */
    public Premiums premiums() {
        return premiums;
    }

    public void premiums(Premiums newPremiums) {
        premiums = newPremiums;
        inner().put(key(Kind.PREMIUM), PremiumFormat.encode(newPremiums));
    }

    /** Items whose edges this task is still dropping, ascending. */
    public LongSortedSet forgetting() {
        return forgetting.keySet();
    }

    /** As {@link #forgetting}, with what tells the edges to be dropped from those that came later. */
    public ForgottenItems forgotten() {
        return new ForgottenItems(forgetting, count(Counter.NAMINGS));
    }

    public void startForgetting(long item) {
        count(Counter.NAMINGS, 1);
        forgetting.put(item, count(Counter.NAMINGS));
        inner().put(Bytes.wrap(ClusterVolumeKey.forget(item).encode()), NamingFormat.encode(count(Counter.NAMINGS)));
    }

    public void doneForgetting(long item) {
        forgetting.remove(item);
        inner().delete(Bytes.wrap(ClusterVolumeKey.forget(item).encode()));
    }

    /** Gives out records with the volumes and members that changed since the last call. */
    public void publish(BiConsumer<ClusterVolumeKey, byte[]> records) {
        published.write(volumes, records);
        publishedMembers.write(members, records);
    }

    /** What to tell the other tasks. */
    public TaskReport report(boolean settled) {
        return new TaskReport(deployment, counts.clone(), settled);
    }

    @Override
    void write() {
        saved.write(volumes, (key, value) -> inner().put(Bytes.wrap(key.encode()), value));
        savedSecondaries.write(secondaries, (key, value) -> inner().put(Bytes.wrap(key.encode()), value));
        savedMembers.write(members, (key, value) -> inner().put(Bytes.wrap(key.encode()), value));
        if (countsChanged) {
            inner().put(key(Kind.REPORT), TaskReportFormat.encode(report(false)));
            countsChanged = false;
        }
    }

    @Override
    void store() {}

    @Override
    public void clearCache() {
        Arrays.fill(volumes, 0);
        Arrays.fill(members, 0);
        Arrays.fill(secondaries, 0);
        Arrays.fill(counts, 0);
        forgetting.clear();
        saved = new VolumeLog(side, partition, Kind.VOLUMES);
        savedSecondaries = new VolumeLog(side, partition, Kind.SECONDARIES);
        savedMembers = new VolumeLog(side, partition, Kind.MEMBERS);
        published = new VolumeLog(side, partition, Kind.VOLUMES);
        publishedMembers = new VolumeLog(side, partition, Kind.MEMBERS);
        membersUnknown = false;
        premiums = Premiums.NONE;
        countsChanged = false;
    }

    private Bytes key(Kind kind) {
        return Bytes.wrap(new ClusterVolumeKey(kind, side, partition, 0).encode());
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        partition = context.taskId().partition();
        super.init(context, root);
    }
}
