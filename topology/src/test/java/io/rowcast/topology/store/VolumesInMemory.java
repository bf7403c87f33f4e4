// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.graph.Side;

/** Volumes of a task that are never written, so that other packages' tests need no store. */
public final class VolumesInMemory {
    private VolumesInMemory() {}

    /** Of no vertices. */
    public static VolumeStore of(Side side, int rows) {
        return new VolumeStore(null, side, rows, "any");
    }
}
