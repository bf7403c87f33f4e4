// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.graph.Side;

/** One row per vertex: the table that the others save rows of. */
public final class FullTable implements Solver {

    @Override
    public Solution solve(BipartiteGraph graph, Progress progress) {
        Solution solution = Solution.withoutClusters(rows(graph, Side.USER), rows(graph, Side.ITEM));
        progress.ended("assign");
        return solution;
    }

    private static Rows rows(BipartiteGraph graph, Side side) {
        int[] rows = new int[graph.vertices(side)];
        int next = 0;
        for (int vertex = 0; vertex < rows.length; vertex++) {
            rows[vertex] = graph.degree(side, vertex) == 0 ? Rows.NO_ROW : next++;
        }
        return Rows.of(rows, next);
    }
}
