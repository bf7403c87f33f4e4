// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.batch.BipartiteGraph.Adjacency;
import io.rowcast.topology.graph.Side;
import it.unimi.dsi.fastutil.ints.IntArrayList;

/**
 * A graph whose vertices of both sides are numbered together: user u is vertex u, item i is vertex users + i. In the levels
 * of Louvain a vertex stands for a group of such vertices; edges within a group are left out, as no move changes them.
 *
 * @param offsets where the neighbours of a vertex begin; one more than there are vertices
 * @param neighbours both ways, so each edge twice
 * @param weights edges that an entry of {@code neighbours} stands for; {@code null} if each stands for one
 * @param userDegrees summed degrees of the users in each vertex
 * @param itemDegrees likewise of the items
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record JointGraph(int[] offsets, int[] neighbours, int[] weights, long[] userDegrees, long[] itemDegrees) {

    /** Every user and every item a vertex. */
    static JointGraph of(BipartiteGraph graph) {
        int users = graph.vertices(Side.USER);
        Adjacency joint = graph.joint(users, graph.vertices(Side.ITEM));
        long[] userDegrees = new long[users + graph.vertices(Side.ITEM)];
        long[] itemDegrees = new long[userDegrees.length];
        for (int vertex = 0; vertex < userDegrees.length; vertex++) {
            (vertex < users ? userDegrees : itemDegrees)[vertex] = joint.degree(vertex);
        }
        return new JointGraph(joint.offsets(), joint.neighbours(), null, userDegrees, itemDegrees);
    }

    int vertices() {
        return userDegrees.length;
    }

    int degree(int vertex) {
        return offsets[vertex + 1] - offsets[vertex];
    }

    int weight(int entry) {
        return weights == null ? 1 : weights[entry];
    }

    /**
     * The graph of groups.
     *
     * @param labels group of each vertex, in [0, groups)
     */
    JointGraph grouped(int[] labels, int groups) {
        long[] ofUsers = new long[groups];
        long[] ofItems = new long[groups];
        int[] first = new int[groups + 1];
        for (int vertex = 0; vertex < labels.length; vertex++) {
            ofUsers[labels[vertex]] += userDegrees[vertex];
            ofItems[labels[vertex]] += itemDegrees[vertex];
            first[labels[vertex] + 1]++;
        }
        for (int group = 0; group < groups; group++) {
            first[group + 1] += first[group];
        }
        int[] next = first.clone();
        int[] members = new int[labels.length];
        for (int vertex = 0; vertex < labels.length; vertex++) {
            members[next[labels[vertex]]++] = vertex;
        }
        int[] newOffsets = new int[groups + 1];
        IntArrayList newNeighbours = new IntArrayList();
        IntArrayList newWeights = new IntArrayList();
        int[] count = new int[groups];
        int[] found = new int[groups];
        for (int group = 0; group < groups; group++) {
            int size = 0;
            for (int member = first[group]; member < first[group + 1]; member++) {
                int vertex = members[member];
                for (int i = offsets[vertex]; i < offsets[vertex + 1]; i++) {
                    int label = labels[neighbours[i]];
                    if (count[label] == 0 && label != group) {
                        found[size++] = label;
                    }
                    count[label] += label == group ? 0 : weight(i);
                }
            }
            for (int i = 0; i < size; i++) {
                newNeighbours.add(found[i]);
                newWeights.add(count[found[i]]);
                count[found[i]] = 0;
            }
            newOffsets[group + 1] = newNeighbours.size();
        }
        return new JointGraph(newOffsets, newNeighbours.toIntArray(), newWeights.toIntArray(), ofUsers, ofItems);
    }
}
