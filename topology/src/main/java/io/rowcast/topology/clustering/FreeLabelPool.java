// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import io.rowcast.topology.graph.Side;
import it.unimi.dsi.fastutil.ints.IntArrayFIFOQueue;

/**
 * The free labels one task may open: those of its own share of all labels (label mod partitions), so that two tasks never
 * open the same one. Looked up afresh at each {@link #refresh()}, and checked again when taken.
 */
public final class FreeLabelPool implements FreeLabels {
    private final int rows;
    private final int partition;
    private final int partitions;
    private final ClusterVolumes volumes;
    private final IntArrayFIFOQueue free = new IntArrayFIFOQueue();

    public FreeLabelPool(int rows, int partition, int partitions, ClusterVolumes volumes) {
        this.rows = rows;
        this.partition = partition;
        this.partitions = partitions;
        this.volumes = volumes;
    }

    /** Looks for free labels, in ascending order. */
    public void refresh() {
        free.clear();
        for (int label = partition; label < rows; label += partitions) {
            if (isFree(label)) {
                free.enqueue(label);
            }
        }
    }

    @Override
    public boolean any() {
        return !free.isEmpty();
    }

    @Override
    public int take() {
        while (!free.isEmpty()) {
            int label = free.dequeueInt();
            if (isFree(label)) {
                return label;
            }
        }
        return NONE;
    }

    private boolean isFree(int label) {
        return volumes.volume(Side.USER, label) == 0 && volumes.volume(Side.ITEM, label) == 0;
    }
}
