// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.clustering.ClusterVolumes;
import io.rowcast.topology.graph.Side;

/** The cluster volumes as they were published, seen by nobody's task. For any thread. */
public record PublishedVolumes(ClusterVolumeTable table) implements ClusterVolumes {

    @Override
    public long volume(Side side, int label) {
        return table.volume(side, label);
    }

    @Override
    public boolean vacant(Side side, int label, long weight) {
        return table.volume(side, label) <= weight;
    }

    @Override
    public long total(Side side) {
        return table.total(side);
    }

    @Override
    public long edgeWeight() {
        return table.edgeWeight();
    }

    @Override
    public long vertices(Side side) {
        return table.vertices(side);
    }

    @Override
    public double premium(Side side) {
        return side == Side.USER ? table.premiums().user() : table.premiums().item();
    }
}
