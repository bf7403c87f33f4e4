// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.codebook.VersionPart;
import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.ItemVertexFormat;
import io.rowcast.topology.serde.NamingFormat;
import io.rowcast.topology.serde.PremiumFormat;
import io.rowcast.topology.serde.TaskReportFormat;
import io.rowcast.topology.serde.UserVertexFormat;
import io.rowcast.topology.serde.VersionKey;
import io.rowcast.topology.serde.VersionPartFormat;
import io.rowcast.topology.serde.VersionProgressFormat;
import io.rowcast.topology.serde.VolumeBlockFormat;
import io.rowcast.topology.serde.VolumeChangesFormat;
import io.rowcast.topology.serde.VoteCountsFormat;

/**
 * What the records of each changelog must look like. They are decoded when they are restored, as RocksDB takes any bytes
 * and a foreign record would otherwise be met at some later time, or under its key never.
 *
 * @param rows K
 * @param foreign what to do with records that are not ours
 */
public record RestoreCheck(int rows, ForeignRecords foreign) {
    private static final int ANY_ROWS = 1 << 30;

    /** Decodes a record. */
    @FunctionalInterface
    interface Layout {
        /**
         * Checks it.
         *
         * @param partition partition of the task
         * @param value {@code null} for a tombstone
         * @throws CorruptRecordException if it is not of this layout
         */
        void check(int partition, byte[] key, byte[] value);
    }

    void user(int partition, byte[] key, byte[] value) {
        long hash = HashKey.decode(key);
        if (value != null) {
            UserVertex user = UserVertexFormat.decode(value);
            checkVertex("user vertex", hash, user.id(), user.label());
            if (user.secondaryLabel() >= rows) {
                throw new CorruptRecordException("user vertex: label " + user.secondaryLabel() + " is beyond K");
            }
        }
    }

    void item(int partition, byte[] key, byte[] value) {
        long hash = HashKey.decode(key);
        if (value != null) {
            ItemVertex item = ItemVertexFormat.decode(value);
            checkVertex("item vertex", hash, item.id(), item.label());
        }
    }

    private void checkVertex(String what, long hash, String id, int label) {
        if (VertexId.of(id).hash() != hash) {
            throw new CorruptRecordException(what + ": the key is not that of its id");
        }
        if (label < 0 || label >= rows) {
            throw new CorruptRecordException(what + ": label " + label + " is not in [0, K)");
        }
    }

    static void votePage(int partition, byte[] key, byte[] value) {
        VotePageStore.checkKey(key);
        if (value != null) {
            VoteCountsFormat.decode(value);
        }
    }

    static void row(int partition, byte[] bytes, byte[] value) {
        ClusterVolumeKey key = ClusterVolumeKey.decode(bytes);
        if (key.partition() != partition) {
            throw new CorruptRecordException("rows: key " + key + " is another task's");
        }
        switch (key.kind()) {
            case ROWS -> VolumeBlockFormat.decode(value, new long[VolumeBlockFormat.LABELS]);
            case ROW_CHANGES -> VolumeChangesFormat.decode(value, ANY_ROWS, (row, state) -> {});
            default -> throw new CorruptRecordException("rows: key " + key);
        }
    }

    /** Labels beyond K are left to {@link VolumeStore#load}, which can say that the state is another deployment's. */
    static Layout volumes(Side side) {
        return (partition, bytes, value) -> {
            ClusterVolumeKey key = ClusterVolumeKey.decode(bytes);
            boolean ofTask = key.kind() == ClusterVolumeKey.Kind.FORGET || key.partition() == partition;
            if (key.side() != side || !ofTask) {
                throw new CorruptRecordException("volumes: key " + key + " is another task's");
            }
            if (value != null) {
                switch (key.kind()) {
                    case VOLUMES, SECONDARIES, MEMBERS ->
                        VolumeBlockFormat.decode(value, new long[VolumeBlockFormat.LABELS]);
                    case CHANGES, SECONDARY_CHANGES, MEMBER_CHANGES ->
                        VolumeChangesFormat.decode(value, ANY_ROWS, (label, volume) -> {});
                    case REPORT -> TaskReportFormat.decode(value);
                    case PREMIUM -> PremiumFormat.decode(value);
                    case FORGET -> {
                        if (value.length > 0) {
                            NamingFormat.decode(value);
                        }
                    }
                    case ROWS, ROW_CHANGES -> throw new CorruptRecordException("volumes: key " + key);
                }
            }
        };
    }

    void versionParts(int partition, byte[] bytes, byte[] value) {
        VersionKey key = VersionKey.decode(bytes);
        if (value == null) {
            return;
        }
        if (key.kind() == VersionKey.Kind.BLOCK) {
            RowBlocks.check(key, value, rows);
        } else {
            checkPart(key, partition, value);
        }
    }

    void versions(int partitions, byte[] bytes, byte[] value) {
        VersionKey key = VersionKey.decode(bytes);
        if (value == null) {
            return;
        }
        switch (key.kind()) {
            case HEAD -> VersionProgressFormat.decode(value);
            case PART -> {
                if (key.number() >= partitions) {
                    throw new CorruptRecordException("versions: there is no partition " + key.number());
                }
                checkPart(key, key.number(), value);
            }
            case BLOCK -> RowBlocks.check(key, value, rows);
        }
    }

    private void checkPart(VersionKey key, int partition, byte[] value) {
        VersionPart part = VersionPartFormat.decode(value, rows);
        if (part.partition() != partition || (key.kind() == VersionKey.Kind.PART && key.number() != partition)) {
            throw new CorruptRecordException("versions: a part of partition " + part.partition() + " under " + key);
        }
    }
}
