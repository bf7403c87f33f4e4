// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.codebook.RowGenerations;
import io.rowcast.topology.codebook.RowState;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.ClusterVolumeKey.Kind;
import it.unimi.dsi.fastutil.ints.Int2LongMap;
import it.unimi.dsi.fastutil.ints.Int2LongRBTreeMap;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
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
 * The generations of the rows that one partition decides, of both sides, and how many tasks use each. Held in memory, 8
 * bytes a row, and written to a RocksDB store with a changelog at each commit.
 */
public final class RowStore extends ChangelogStore {
    private final int rows;
    private final int partitions;
    private final Map<Side, OfSide> sides = new EnumMap<>(Side.class);
    private int partition;

    private static final class OfSide {
        private final RowGenerations generations;
        private final VolumeLog saved;
        private final VolumeLog published;
        /** Rows that changed since they were last told of, as they were then. */
        private final Int2LongRBTreeMap before = new Int2LongRBTreeMap();

        OfSide(Side side, int partition, int rows) {
            generations = new RowGenerations(rows);
            saved = new VolumeLog(side, partition, Kind.ROWS);
            published = new VolumeLog(side, partition, Kind.ROWS);
        }

        void changing(int number) {
            before.putIfAbsent(number, generations.packed()[number]);
            saved.add(number);
            published.add(number);
        }
    }

    RowStore(KeyValueStore<Bytes, byte[]> inner, int rows, int partitions) {
        super(inner);
        this.rows = rows;
        this.partitions = partitions;
        clearCache();
    }

    /** Reads everything back from the restored store; called by the processor before anything else. */
    public void load() {
        clearCache();
        Map<ClusterVolumeKey, byte[]> records = new HashMap<>();
        try (KeyValueIterator<Bytes, byte[]> stored = inner().all()) {
            while (stored.hasNext()) {
                KeyValue<Bytes, byte[]> record = stored.next();
                records.put(ClusterVolumeKey.decode(record.key.get()), record.value);
            }
        }
        sides.forEach((side, ofSide) -> {
            Map<ClusterVolumeKey, byte[]> own = new HashMap<>(records);
            own.keySet().removeIf(key -> key.side() != side);
            BitSet blocks = VolumeLog.read(own, Kind.ROWS, ofSide.generations.packed());
            ofSide.saved.restart(blocks);
            ofSide.published.restart(blocks);
        });
    }

    /**
     * One more task uses a row of this partition.
     *
     * @throws IllegalStateException if that cannot be
     */
    public void take(Side side, int row) {
        OfSide ofSide = sides.get(side);
        ofSide.changing(OwnedRows.number(row, partitions));
        ofSide.generations.take(OwnedRows.number(row, partitions));
    }

    /**
     * A task no longer uses a row of this partition.
     *
     * @throws IllegalStateException if none did
     */
    public void leave(Side side, int row) {
        OfSide ofSide = sides.get(side);
        ofSide.changing(OwnedRows.number(row, partitions));
        ofSide.generations.leave(OwnedRows.number(row, partitions));
    }

    /** Gives out rows that are not as they were at the last call, users' first, in ascending order: before and now. */
    public void changes(BiConsumer<RowState, RowState> each) {
        for (Side side : Side.values()) {
            OfSide ofSide = sides.get(side);
            for (Int2LongMap.Entry entry : ofSide.before.int2LongEntrySet()) {
                RowState before = state(side, entry.getIntKey(), entry.getLongValue());
                RowState now = state(side, entry.getIntKey(), ofSide.generations.packed()[entry.getIntKey()]);
                if (!now.equals(before)) {
                    each.accept(before, now);
                }
            }
            ofSide.before.clear();
        }
    }

    private RowState state(Side side, int number, long packed) {
        return new RowState(
                side,
                OwnedRows.row(number, partition, partitions),
                RowGenerations.generation(packed),
                RowGenerations.tasks(packed) > 0);
    }

    /** Gives out records for the global table with what changed since the last call. */
    public void publish(BiConsumer<ClusterVolumeKey, byte[]> records) {
        for (Side side : Side.values()) {
            OfSide ofSide = sides.get(side);
            ofSide.published.write(ofSide.generations.packed(), records);
        }
    }

    @Override
    void write() {
        for (Side side : Side.values()) {
            OfSide ofSide = sides.get(side);
            ofSide.saved.write(
                    ofSide.generations.packed(), (key, value) -> inner().put(Bytes.wrap(key.encode()), value));
        }
    }

    @Override
    void store() {}

    @Override
    public void clearCache() {
        Arrays.stream(Side.values())
                .forEach(side -> sides.put(side, new OfSide(side, partition, OwnedRows.count(rows, partitions))));
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        partition = context.taskId().partition();
        super.init(context, root);
    }
}
