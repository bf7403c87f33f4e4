package io.rowcast.topology.store;

import io.rowcast.topology.clustering.Counter;
import io.rowcast.topology.clustering.TaskReport;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.PremiumFormat;
import io.rowcast.topology.serde.PremiumFormat.Premiums;
import io.rowcast.topology.serde.TaskReportFormat;
import io.rowcast.topology.serde.VolumeBlockFormat;
import it.unimi.dsi.fastutil.longs.LongRBTreeSet;
import it.unimi.dsi.fastutil.longs.LongSortedSet;
import java.util.Arrays;
import java.util.BitSet;
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
    private final long[] counts = new long[Counter.values().length];
    private final LongSortedSet forgetting = new LongRBTreeSet();
    private final BitSet unsaved = new BitSet();
    private final BitSet unpublished = new BitSet();
    private Premiums premiums = Premiums.NONE;
    private boolean countsChanged;
    private int partition;

    VolumeStore(KeyValueStore<Bytes, byte[]> inner, Side side, int rows, String deployment) {
        super(inner);
        this.side = side;
        this.deployment = deployment;
        this.volumes = new long[rows];
    }

    /** Reads everything back from the restored store; called by the processor before anything else. */
    public void load() {
        clearCache();
        // Checked before the volumes, which look corrupt where K is another.
        loadCounts();
        long[] block = new long[VolumeBlockFormat.LABELS];
        try (KeyValueIterator<Bytes, byte[]> records = inner().all()) {
            while (records.hasNext()) {
                KeyValue<Bytes, byte[]> record = records.next();
                ClusterVolumeKey key = ClusterVolumeKey.decode(record.key.get());
                switch (key.kind()) {
                    case VOLUMES -> {
                        VolumeBlockFormat.decode(record.value, block);
                        int from = key.block() * VolumeBlockFormat.LABELS;
                        if (from >= volumes.length) {
                            throw new CorruptRecordException("volumes: block " + key.block() + " is beyond K");
                        }
                        System.arraycopy(block, 0, volumes, from, Math.min(block.length, volumes.length - from));
                        unpublished.set(key.block());
                    }
                    case REPORT -> {}
                    case PREMIUM -> premiums = PremiumFormat.decode(record.value);
                    case FORGET -> forgetting.add(key.item());
                }
            }
        }
    }

    private void loadCounts() {
        byte[] stored = inner().get(key(Kind.REPORT, 0));
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
        volumes[label] = volume;
        int block = label / VolumeBlockFormat.LABELS;
        unsaved.set(block);
        unpublished.set(block);
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
        inner().put(key(Kind.PREMIUM, 0), PremiumFormat.encode(newPremiums));
    }

    /** Items whose edges this task is still dropping, ascending. */
    public LongSortedSet forgetting() {
        return forgetting;
    }

    public void startForgetting(long item) {
        forgetting.add(item);
        inner().put(Bytes.wrap(ClusterVolumeKey.forget(item).encode()), new byte[0]);
    }

    public void doneForgetting(long item) {
        forgetting.remove(item);
        inner().delete(Bytes.wrap(ClusterVolumeKey.forget(item).encode()));
    }

    /** The lowest block that changed since it was last taken here, or -1. */
    public int takeUnpublished() {
        int block = unpublished.nextSetBit(0);
        if (block >= 0) {
            unpublished.clear(block);
        }
        return block;
    }

    public byte[] encodeBlock(int block) {
        return VolumeBlockFormat.encode(volumes, block);
    }

    /** What to tell the other tasks. */
    public TaskReport report(boolean settled) {
        return new TaskReport(deployment, counts.clone(), settled);
    }

    @Override
    void write() {
        for (int block = unsaved.nextSetBit(0); block >= 0; block = unsaved.nextSetBit(block + 1)) {
            inner().put(key(Kind.VOLUMES, block), encodeBlock(block));
        }
        unsaved.clear();
        if (countsChanged) {
            inner().put(key(Kind.REPORT, 0), TaskReportFormat.encode(report(false)));
            countsChanged = false;
        }
    }

    @Override
    void store() {}

    @Override
    public void clearCache() {
        Arrays.fill(volumes, 0);
        Arrays.fill(counts, 0);
        forgetting.clear();
        unsaved.clear();
        unpublished.clear();
        premiums = Premiums.NONE;
        countsChanged = false;
    }

    private Bytes key(Kind kind, int block) {
        return Bytes.wrap(new ClusterVolumeKey(kind, side, partition, block).encode());
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        partition = context.taskId().partition();
        super.init(context, root);
    }
}
