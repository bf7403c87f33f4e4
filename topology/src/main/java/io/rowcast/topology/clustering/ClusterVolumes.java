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

    /** The premium of a side, see {@link LabelPropagation}. */
    double premium(Side side);
}
