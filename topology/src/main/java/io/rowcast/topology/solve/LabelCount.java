// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

/**
 * A vertex's edges counted by the label of their other end, in one array over all labels that is cleared label by label.
 * Reused from vertex to vertex; not thread-safe.
 */
final class LabelCount {
    private final int[] offsets;
    private final int[] neighbours;
    private final int[] labels;
    private final int[] edges;
    private final int[] found;

    /** @param labels label of each vertex, which may change between calls */
    LabelCount(JointGraph graph, int[] labels) {
        this.offsets = graph.offsets();
        this.neighbours = graph.neighbours();
        this.labels = labels;
        this.edges = new int[labels.length];
        // One more, as every edge writes to it before it is known whether its label is a new one.
        this.found = new int[labels.length + 1];
    }

    /** Counts the edges of a vertex; returns how many labels were found. Each must be taken before the next call. */
    int count(int vertex) {
        int end = offsets[vertex + 1];
        int size = 0;
        for (int i = offsets[vertex]; i < end; i++) {
            int label = labels[neighbours[i]];
            int before = edges[label];
            edges[label] = before + 1;
            found[size] = label;
            // Adds 1 if there were none before, without a branch, which would be mispredicted half of the time.
            size += (before - 1) >>> (Integer.SIZE - 1);
        }
        return size;
    }

    /** The label found at a position, in the order of the neighbours that first have it. */
    int label(int position) {
        return found[position];
    }

    /** The edges to a label as counted. */
    int edges(int label) {
        return edges[label];
    }

    /** The edges to a label, which is cleared. */
    int take(int label) {
        int taken = edges[label];
        edges[label] = 0;
        return taken;
    }
}
