// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import io.rowcast.topology.batch.BipartiteGraph;

/** A method that gives every vertex of a graph its rows. The same graph and the same seed always give the same rows. */
public interface Solver {

    /** Solves a graph without telling how it goes. */
    default Solution solve(BipartiteGraph graph) {
        return solve(graph, phase -> {});
    }

    /**
     * Solves a graph.
     *
     * @param progress told when a phase has ended
     */
    Solution solve(BipartiteGraph graph, Progress progress);
}
