// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import io.rowcast.topology.clustering.ClusterVolumes;
import io.rowcast.topology.clustering.ClusteringParameters;
import io.rowcast.topology.clustering.ItemLabels;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;

/**
 * The clusters of a mapping at rest, for users who come after it: primary rows of the same number on both sides are one
 * cluster, as they are where Rowcast has made it. Items are known by their numbers.
 */
final class MappedClusters implements ClusterVolumes, ItemLabels {
    private final Adjacency graph;
    private final RowAssignment rows;
    private final long unit;
    private final long[][] volumes;
    private final long[] totals = new long[2];
    private final long[] vertices = new long[2];

    MappedClusters(Adjacency graph, RowAssignment rows, ClusteringParameters parameters) {
        this.graph = graph;
        this.rows = rows;
        this.unit = parameters.edgeWeighting().units(1);
        this.volumes = new long[2][parameters.rows()];
        for (int vertex = 0; vertex < graph.vertices(); vertex++) {
            if (graph.degree(vertex) > 0) {
                Side side = vertex < graph.users() ? Side.USER : Side.ITEM;
                long weight = parameters.weighting(side).weight(unit * graph.degree(vertex));
                volumes[side.code()][cluster(vertex)] += weight;
                totals[side.code()] += weight;
                vertices[side.code()]++;
            }
        }
    }

    /** Clusters there may be: as many as the larger table has rows. */
    static int clusters(RowAssignment rows) {
        return Math.max(rows.userRows(), rows.itemRows());
    }

    private int cluster(int vertex) {
        return rows.primary()[vertex] - (vertex < graph.users() ? 0 : rows.userRows());
    }

    /** The cluster with most volume of users, of several the lowest. */
    int largestOfUsers() {
        int largest = 0;
        for (int cluster = 1; cluster < rows.userRows(); cluster++) {
            if (volumes[Side.USER.code()][cluster] > volumes[Side.USER.code()][largest]) {
                largest = cluster;
            }
        }
        return largest;
    }

    /** A user without labels that has edges to some items. */
    UserVertex user(int[] items, int count) {
        UserVertex user = new UserVertex("", false);
        for (int i = 0; i < count; i++) {
            user.add(items[i], unit);
        }
        return user;
    }

    /** That of an item nobody had in training is not known. Nor is one that users cannot have: their table is smaller. */
    @Override
    public int label(long item) {
        int vertex = graph.users() + (int) item;
        int cluster = cluster(vertex);
        return graph.degree(vertex) == 0 || cluster >= rows.userRows() ? UserVertex.NO_LABEL : cluster;
    }

    @Override
    public boolean collides(long item, int check) {
        return false;
    }

    @Override
    public long volume(Side side, int label) {
        return volumes[side.code()][label];
    }

    @Override
    public long total(Side side) {
        return totals[side.code()];
    }

    @Override
    public long edgeWeight() {
        return unit * graph.edges();
    }

    @Override
    public long vertices(Side side) {
        return vertices[side.code()];
    }

    @Override
    public double premium(Side side) {
        return 0;
    }

    @Override
    public boolean vacant(Side side, int label, long weight) {
        return false;
    }
}
