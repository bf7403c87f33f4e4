// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.graph.Side;

/**
 * GraphHash (Wu et al.: Graph clustering enables parameter efficiency in recommender systems, WWW 2025, arXiv 2412.17245
 *): the rows of a side are its co-clusters by {@link Louvain} at a resolution. The paper gives the resolution for
 * each data set (200 for Gowalla); for a budget it has to be looked for.
 */
public final class GraphHash implements Solver {
    /** R over the rows of a side at which to begin to search: about that of the published settings for Gowalla. */
    private static final double FIRST_RHO = 0.03;

    private final int budget;
    private final double resolution;

    /**
     * GraphHash at a given resolution.
     *
     * @param budget rows of both tables together, &gt;= 2; counts only where the resolution is looked for
     * @param resolution R, &gt; 0; NaN to look for the one that makes most of the budget
     */
    public GraphHash(int budget, double resolution) {
        this.budget = budget;
        this.resolution = resolution;
    }

    @Override
    public Solution solve(BipartiteGraph graph, Progress progress) {
        JointGraph joint = JointGraph.of(graph);
        progress.ended("joint graph");
        Solution solution = graph.edges() == 0 || !Double.isNaN(resolution)
                ? at(graph, joint, resolution)
                : new BudgetSearch<>(budget, tried -> at(graph, joint, tried), Solution::tables)
                        .from(FIRST_RHO * budget / 2);
        progress.ended("louvain");
        return solution;
    }

    private static Solution at(BipartiteGraph graph, JointGraph joint, double resolution) {
        int[] labels = Louvain.labels(joint, graph.edges(), resolution);
        return new CoLabels(joint, labels, graph.vertices(Side.USER)).solution(null, resolution, 0);
    }
}
