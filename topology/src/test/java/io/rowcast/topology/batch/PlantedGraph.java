// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A random graph with planted co-clusters: vertex v of either side is of cluster v mod clusters. Activity and popularity
 * are skewed towards low numbers.
 */
public record PlantedGraph(int clusters, List<int[]> edges) {

    public static PlantedGraph of(long seed, int users, int items, int clusters, int edgeCount, double insideShare) {
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> edges = new ArrayList<>();
        int itemsPerCluster = items / clusters;
        for (int i = 0; i < edgeCount; i++) {
            // The first edges give every user one.
            int user = i < users ? i : (int) (users * Math.pow(random.nextDouble(), 2));
            int cluster = random.nextDouble() < insideShare ? user % clusters : random.nextInt(clusters);
            int rank = (int) (itemsPerCluster * Math.pow(random.nextDouble(), 2));
            edges.add(new int[] {user, cluster + clusters * rank});
        }
        return new PlantedGraph(clusters, edges);
    }

    public BipartiteGraph graph() {
        BipartiteGraph.Builder builder = new BipartiteGraph.Builder();
        edges.forEach(edge -> builder.add(edge[0], edge[1]));
        return builder.build();
    }
}
