// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.codebook.CodebookVersion;
import io.rowcast.topology.codebook.VersionAssembly;
import io.rowcast.topology.codebook.VersionAssembly.Progress;
import io.rowcast.topology.codebook.VersionPart;
import io.rowcast.topology.serde.VersionKey;
import io.rowcast.topology.serde.VersionPartFormat;
import io.rowcast.topology.serde.VersionProgressFormat;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The assembly of versions, held in memory, bounded by K and the number of partitions, and written to a RocksDB store with a
 * changelog at each commit.
 */
public final class VersionAssemblyStore extends ChangelogStore {
    private final int partitions;
    private final int rows;
    private final BitSet changedParts = new BitSet();
    private VersionAssembly assembly;
    private boolean changed;

    VersionAssemblyStore(KeyValueStore<Bytes, byte[]> inner, int partitions, int rows) {
        super(inner);
        this.partitions = partitions;
        this.rows = rows;
        clearCache();
    }

    /** Reads everything back from the restored store; called by the processor before anything else. */
    public void load() {
        clearCache();
        byte[] head = inner().get(Bytes.wrap(VersionKey.HEAD.encode()));
        Progress progress = Progress.NONE;
        Map<Long, BitSet> pending = Map.of();
        if (head != null) {
            VersionProgressFormat.State state = VersionProgressFormat.decode(head);
            progress = state.progress();
            pending = state.pending();
        }
        List<VersionPart> parts = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            byte[] part = inner().get(Bytes.wrap(VersionKey.part(partition).encode()));
            if (part != null) {
                parts.add(VersionPartFormat.decode(part, rows));
            }
        }
        assembly.restore(progress, pending, parts);
        RowBlocks.read(assembly.changes(), progress.last(), inner());
    }

    /** What is known of the versions; changed through this store only. */
    public VersionAssembly assembly() {
        return assembly;
    }

    /** As {@link VersionAssembly#add}. */
    public void add(VersionPart part) {
        assembly.add(part);
        changedParts.set(part.partition());
        changed = true;
    }

    /** Cuts a version and keeps what that leaves. */
    public CodebookVersion cut(Function<VersionAssembly, CodebookVersion> how) {
        changed = true;
        return how.apply(assembly);
    }

    @Override
    void write() {
        if (!changed) {
            return;
        }
        changedParts.stream()
                .forEach(partition -> inner().put(
                                Bytes.wrap(VersionKey.part(partition).encode()),
                                VersionPartFormat.encode(assembly.part(partition))));
        changedParts.clear();
        Progress progress = assembly.progress();
        inner().put(Bytes.wrap(VersionKey.HEAD.encode()), VersionProgressFormat.encode(progress, assembly.pending()));
        RowBlocks.write(assembly.changes(), progress.last(), inner());
        changed = false;
    }

    @Override
    void store() {}

    @Override
    public void clearCache() {
        assembly = new VersionAssembly(partitions);
        changedParts.clear();
        changed = false;
    }
}
