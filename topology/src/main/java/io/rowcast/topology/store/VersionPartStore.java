// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.codebook.RowChanges;
import io.rowcast.topology.codebook.TableDigest;
import io.rowcast.topology.codebook.TableSum;
import io.rowcast.topology.codebook.VersionPart;
import io.rowcast.topology.serde.VersionKey;
import io.rowcast.topology.serde.VersionPartFormat;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What one partition of the mapping topic adds up to, and what changed since its last part: held in memory, bounded by K,
 * and written to a RocksDB store with a changelog at each commit.
 */
public final class VersionPartStore extends ChangelogStore {
    private final int rows;
    private final TableDigest digest = new TableDigest();
    private int partition;
    private long number;
    private long position;
    private long sentPosition;
    private boolean changed;

    VersionPartStore(KeyValueStore<Bytes, byte[]> inner, int rows) {
        super(inner);
        this.rows = rows;
        clearCache();
    }

    /** Reads everything back from the restored store; called by the processor before anything else. */
    public void load() {
        clearCache();
        byte[] head = inner().get(Bytes.wrap(VersionKey.HEAD.encode()));
        if (head == null) {
            return;
        }
        VersionPart current = VersionPartFormat.decode(head, rows);
        number = current.number();
        position = current.position();
        digest.restore(current.sum());
        byte[] sent = inner().get(Bytes.wrap(VersionKey.part(partition).encode()));
        sentPosition = sent == null ? 0 : VersionPartFormat.decode(sent, rows).position();
        RowBlocks.read(digest.changes(), number, inner());
    }

    /** The sum and the changes, to be applied to. */
    public TableDigest digest() {
        return digest;
    }

    /** The offset after the last record applied. */
    public long position() {
        return position;
    }

    /**
     * Notes that a record was applied.
     *
     * @throws IllegalStateException if it was already
     */
    public void applied(long offset) {
        if (offset < position) {
            throw new IllegalStateException(
                    name() + ": the record at offset " + offset + " was applied before, as far as " + position);
        }
        position = offset + 1;
        changed = true;
    }

    /** Whether there was a record since the last part, or no part yet. */
    public boolean due() {
        return position != sentPosition || number == 1;
    }

    /** Makes a part and begins the next one. */
    public VersionPart take(List<Long> requests) {
        RowChanges changes = new RowChanges();
        changes.add(digest.changes());
        VersionPart part = new VersionPart(partition, number, position, digest.sum(), requests, changes);
        inner().put(Bytes.wrap(VersionKey.part(partition).encode()), VersionPartFormat.encode(part.withoutChanges()));
        digest.changes().clear();
        number++;
        sentPosition = position;
        changed = true;
        return part;
    }

    @Override
    void write() {
        if (changed) {
            VersionPart current =
                    new VersionPart(partition, number, position, digest.sum(), List.of(), new RowChanges());
            inner().put(Bytes.wrap(VersionKey.HEAD.encode()), VersionPartFormat.encode(current));
            RowBlocks.write(digest.changes(), number, inner());
            changed = false;
        }
    }

    @Override
    void store() {}

    @Override
    public void clearCache() {
        digest.restore(TableSum.ZERO);
        number = 1;
        position = 0;
        sentPosition = 0;
        changed = false;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        partition = context.taskId().partition();
        super.init(context, root);
    }
}
