// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import io.rowcast.topology.batch.BatchClusterer;
import io.rowcast.topology.batch.BatchClustering;
import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.graph.Side;

/**
 * The live algorithm's objective with its K rows, brought to rest over the whole graph ({@link BatchClusterer}); users have
 * the second rows that the live algorithm would give them. The table has all K rows, be they in use or not, and a row is the
 * same co-cluster on both sides, as in an export.
 */
public final class FixedRows implements Solver {
    private final ClusteringParameters parameters;
    private final boolean secondary;

    /** @param secondary whether users get a second row */
    public FixedRows(ClusteringParameters parameters, boolean secondary) {
        this.parameters = parameters;
        this.secondary = secondary;
    }

    @Override
    public Solution solve(BipartiteGraph graph, Progress progress) {
        BatchClustering result = new BatchClusterer(parameters).cluster(graph);
        int[] second = secondary ? result.secondUserLabels() : null;
        Solution solution = new Solution(
                new Rows(result.userLabels(), second, parameters.rows()),
                Rows.of(result.itemLabels(), parameters.rows()),
                new CoClusters(result.userLabels(), result.itemLabels()),
                parameters.resolution(graph.vertices(Side.USER), graph.vertices(Side.ITEM)),
                result.sweeps());
        progress.ended("sweeps");
        return solution;
    }
}
