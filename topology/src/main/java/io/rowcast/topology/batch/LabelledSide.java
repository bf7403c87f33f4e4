// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.batch;

import io.rowcast.topology.clustering.PremiumGovernor;
import io.rowcast.topology.clustering.VertexWeighting;
import io.rowcast.topology.graph.Side;
import java.util.Arrays;

/** The vertices of one side with their labels, and the exact volume of each label. */
final class LabelledSide {
    final int[] offsets;
    final int[] neighbours;
    final int[] labels;
    final long[] weights;
    final long[] volumes;
    final long total;

    private final PremiumGovernor governor = new PremiumGovernor();
    private final int vertices;
    private final double edges;
    double premium;

    /** A side on which no vertex has a label yet. */
    LabelledSide(BipartiteGraph graph, Side side, VertexWeighting weighting, int labelCount) {
        BipartiteGraph.Adjacency adjacency = graph.adjacency(side);
        offsets = adjacency.offsets();
        neighbours = adjacency.neighbours();
        labels = new int[adjacency.vertices()];
        Arrays.fill(labels, BatchClusterer.NO_LABEL);
        weights = new long[labels.length];
        volumes = new long[labelCount];
        long sum = 0;
        int connected = 0;
        for (int vertex = 0; vertex < weights.length; vertex++) {
            weights[vertex] = weighting.weight(degree(vertex));
            sum += weights[vertex];
            connected += degree(vertex) > 0 ? 1 : 0;
        }
        total = sum;
        vertices = connected;
        edges = graph.edges();
    }

    int degree(int vertex) {
        return offsets[vertex + 1] - offsets[vertex];
    }

    /** The number of vertices with an edge. */
    int vertices() {
        return vertices;
    }

    /** What a vertex gains where it is alone in a row, in edges. */
    double premium(int vertex) {
        return PremiumGovernor.worth(premium, degree(vertex), edges, vertices);
    }

    void assign(int vertex, int label) {
        if (labels[vertex] != BatchClusterer.NO_LABEL) {
            volumes[labels[vertex]] -= weights[vertex];
        }
        volumes[label] += weights[vertex];
        labels[vertex] = label;
    }

    int labelsInUse() {
        int used = 0;
        for (long volume : volumes) {
            used += volume > 0 ? 1 : 0;
        }
        return used;
    }

    /** Lets the governor take a step; tells whether the premium stayed as it was. */
    boolean govern() {
        double before = premium;
        premium = governor.govern(before, volumes.length, labelsInUse(), vertices);
        return premium == before;
    }
}
