// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import io.rowcast.topology.graph.Side;

/** The cluster volumes as a task sees them; those of other tasks may be a moment old. */
public interface ClusterVolumes {

    /** Summed weight of the vertices of a side that carry a label. */
    long volume(Side side, int label);

    /** Summed weight of all vertices of a side. */
    long total(Side side);

    /** E, the summed weight of all edges, in edge-weight units. */
    long edgeWeight();

    /** Vertices of a side. */
    long vertices(Side side);

    /** The premium of a side, see {@link LabelPropagation}. */
    double premium(Side side);

    /**
     * Whether a label's row would stand empty on a side but for one vertex of this task: one that comes finds nobody
     * there, as far as is known, and one that is there is the only one of its task. Where several tasks have a vertex
     * there, the row is vacant for just one of them, as two that each see the other's would both give it up.
     *
     * @param weight what the vertex already adds to the label's volume, 0 if it carries another
     */
    boolean vacant(Side side, int label, long weight);
}
