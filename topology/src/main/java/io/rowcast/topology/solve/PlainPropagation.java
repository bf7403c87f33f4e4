// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import static io.rowcast.topology.solve.Rows.NO_ROW;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.graph.Side;
import java.util.SplittableRandom;

/**
 * Plain label propagation (Raghavan, Albert, Kumara: Near linear time algorithm to detect community structures in
 * large-scale networks, arXiv 0709.2938): every vertex begins in a label of its own, and in each round all vertices, in a
 * random order, take the label that most of their neighbours carry, one of several at random. Nothing keeps a label from
 * taking over the graph.
 *
 * <p>It ends when nothing moves, and as soon as the labels of users and items together are no more than the budget, within a
 * round too. BACO's comparison (arXiv 2604.18351) has every vertex look with a probability that is tuned until the number of
 * labels fits; either way some vertices stay as they were.
 */
public final class PlainPropagation implements Solver {
    /** Far more than it ever takes until nothing moves or the budget is reached. */
    public static final int MOST_ROUNDS = 100;

    private final int budget;
    private final int rounds;
    private final long seed;

    /**
     * @param budget rows of both tables together at which to stop, &gt;= 2
     * @param rounds most rounds, &gt;= 1
     */
    public PlainPropagation(int budget, int rounds, long seed) {
        this.budget = budget;
        this.rounds = rounds;
        this.seed = seed;
    }

    @Override
    public Solution solve(BipartiteGraph graph, Progress progress) {
        JointGraph joint = JointGraph.of(graph);
        progress.ended("joint graph");
        Solution solution = new Run(joint, graph.vertices(Side.USER)).solve();
        progress.ended("rounds");
        return solution;
    }

    private final class Run {
        private final SplittableRandom random = new SplittableRandom(seed);
        private final CoLabels labels;
        private final LabelCount count;

        Run(JointGraph graph, int users) {
            labels = CoLabels.singletons(graph, users);
            count = new LabelCount(graph, labels.labels());
        }

        Solution solve() {
            int[] order = new int[labels.vertices()];
            int round = 0;
            boolean moves = true;
            while (round < rounds && moves && labels.rows() > budget) {
                CoLabels.shuffle(order, random);
                moves = round(order);
                round++;
            }
            return labels.solution(null, Double.NaN, round);
        }

        private boolean round(int[] order) {
            boolean moved = false;
            for (int i = 0; i < order.length && labels.rows() > budget; i++) {
                int present = labels.labels()[order[i]];
                int label = mostFrequent(order[i], present);
                if (label != present) {
                    labels.move(order[i], label);
                    moved = true;
                }
            }
            return moved;
        }

        /** The present label if none is more frequent, so that the rounds can end. */
        private int mostFrequent(int vertex, int present) {
            int found = count.count(vertex);
            int ofPresent = present == NO_ROW ? 0 : count.edges(present);
            int best = present;
            int most = 0;
            int ties = 0;
            for (int i = 0; i < found; i++) {
                int label = count.label(i);
                int edges = count.take(label);
                ties = edges > most ? 1 : edges == most ? ties + 1 : ties;
                if (edges > most || (edges == most && random.nextInt(ties) == 0)) {
                    best = label;
                    most = edges;
                }
            }
            return ofPresent == most ? present : best;
        }
    }
}
