// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.clustering.ClusterVolumes;
import io.rowcast.topology.graph.Side;
import java.util.concurrent.atomic.AtomicLongArray;

/** The cluster volumes as one task sees them: its own vertices as they are now, all others as they were published. */
public final class TaskVolumes implements ClusterVolumes {
    private final ClusterVolumeTable table;
    private final VolumeStore own;
    private final Side side;
    private final int partition;
    private final AtomicLongArray ownPublished;

    public TaskVolumes(ClusterVolumeTable table, VolumeStore own, Side side, int partition) {
        this.table = table;
        this.own = own;
        this.side = side;
        this.partition = partition;
        this.ownPublished = table.track(side, partition);
    }

    @Override
    public long volume(Side ofSide, int label) {
        long volume = table.volume(ofSide, label);
        return ofSide == side ? Math.max(0, volume - ownPublished.getOpaque(label)) + own.volume(label) : volume;
    }

    @Override
    public boolean vacant(Side ofSide, int label, long weight) {
        if (ofSide != side || own.volume(label) > weight) {
            return false;
        }
        return weight > 0
                ? !table.keptBefore(side, label, partition)
                : table.volume(side, label) <= ownPublished.getOpaque(label);
    }

    @Override
    public long total(Side ofSide) {
        return table.total(ofSide);
    }

    @Override
    public long edgeWeight() {
        return table.edgeWeight();
    }

    @Override
    public long vertices(Side ofSide) {
        return table.vertices(ofSide);
    }

    @Override
    public double premium(Side ofSide) {
        return ofSide == Side.USER ? table.premiums().user() : table.premiums().item();
    }
}
