// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.solve;

import static io.rowcast.topology.solve.Rows.NO_ROW;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.graph.Side;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * BACO (Jiang, Yang, Wu: Balanced co-clustering of users and items for embedding table compression in recommender systems,
 * SIGIR 2026, arXiv 2604.18351) as in the code the authors gave out (HKBU-LAGAS/BACO: core_spectral_label,
 * core_second_cluster); the text of the paper was not at hand for equation numbers. Every vertex begins in a label of its own; in
 * each of {@value #ROUNDS} rounds all vertices of both sides, in a random order, move to the label of their neighbours with
 * the best
 *
 * <pre>  e(x,c) - gamma * w_x * W_other(c)</pre>
 *
 * <p>where e is the number of x's edges into c and W_other(c) the summed weights of the other side's vertices in c. The
 * present label counts only as far as a neighbour carries it. No round begins once the labels of the users and those of the
 * items together are no more than the budget. Then each user gets a second label, the best other one that some user carries.
 *
 * <p>The settings are called "degree" for users and "CPM" for items. What the code does with them, and what the published
 * figures need: a user weighs d / sqrt(E), an item d / sqrt(items). So both weigh their degree and "CPM" is in the norm
 * alone, and R of bipartite modularity is gamma * sqrt(E / items). Items that all weigh the same gave 10,030 rows after two
 * rounds where the code has 11,266 after five. It also counts each vertex as a member of its first label on both sides, and
 * takes it from its own side only when it leaves, so that a label keeps, on the other side, the weight of whoever began it;
 * without that there were 11,749.
 *
 * <p>Which of equal scores wins is left to the order of a hash set there, mostly the one met last; here it is the one met
 * last. The budget is lowered there by the users over d, for the numbers of second rows; here it counts rows only.
 */
public final class Baco implements Solver {
    /** Rounds as published. */
    public static final int ROUNDS = 5;

    /** The published rounds, and more where no gamma keeps to the budget in so few. */
    public static final int AS_NEEDED = 0;

    private static final int MOST_AS_NEEDED = 8 * ROUNDS;

    /** Weights are whole numbers in this unit, so that what adds up to the same is equal. */
    private static final double SCALE = 1L << 32;

    /** R over the rows of a side at which to begin to search: about that of the published settings for Gowalla. */
    private static final double FIRST_RHO = 0.0056;

    private final int budget;
    private final double gamma;
    private final int rounds;
    private final boolean secondary;
    private final long seed;

    /**
     * BACO with a given gamma.
     *
     * @param budget rows of both tables together that end the rounds early, &gt;= 2
     * @param gamma the price of weight, &gt; 0; NaN to look for the one that makes most of the budget
     * @param rounds most rounds, &gt;= 1, or {@link #AS_NEEDED}
     * @param secondary whether users get a second row
     */
    public Baco(int budget, double gamma, int rounds, boolean secondary, long seed) {
        this.budget = budget;
        this.gamma = gamma;
        this.rounds = rounds;
        this.secondary = secondary;
        this.seed = seed;
    }

    /** The gamma that stands for a resolution R in a graph. */
    public static double gamma(BipartiteGraph graph, double resolution) {
        return resolution / resolutionPerGamma(graph);
    }

    @Override
    public Solution solve(BipartiteGraph graph, Progress progress) {
        JointGraph joint = JointGraph.of(graph);
        progress.ended("joint graph");
        Run run = graph.edges() == 0 || !Double.isNaN(gamma)
                ? run(graph, joint, gamma, rounds == AS_NEEDED ? ROUNDS : rounds)
                : search(graph, joint);
        progress.ended("rounds");
        Solution solution = run.solution();
        progress.ended("secondary");
        return solution;
    }

    private Run search(BipartiteGraph graph, JointGraph joint) {
        if (rounds != AS_NEEDED) {
            return search(graph, joint, rounds);
        }
        int most = ROUNDS;
        Run best = search(graph, joint, most);
        while (best.labels.rows() > budget && most < MOST_AS_NEEDED) {
            most *= 2;
            best = search(graph, joint, most);
        }
        return best;
    }

    private Run search(BipartiteGraph graph, JointGraph joint, int mostRounds) {
        return new BudgetSearch<Run>(
                        budget, tried -> run(graph, joint, tried, mostRounds), tried -> tried.labels.rows())
                .from(gamma(graph, FIRST_RHO * budget / 2));
    }

    private Run run(BipartiteGraph graph, JointGraph joint, double gammaOfRun, int mostRounds) {
        Run run = new Run(graph, joint, gammaOfRun);
        run.propagate(mostRounds);
        return run;
    }

    private static double resolutionPerGamma(BipartiteGraph graph) {
        return Math.sqrt((double) graph.edges() / connectedItems(graph));
    }

    private static int connectedItems(BipartiteGraph graph) {
        int connected = 0;
        for (int item = 0; item < graph.vertices(Side.ITEM); item++) {
            connected += graph.degree(Side.ITEM, item) > 0 ? 1 : 0;
        }
        return connected;
    }

    /** One run with one gamma. */
    private final class Run {
        private final double price;
        private final double resolution;
        private final CoLabels labels;
        private final LabelCount count;

        /** Weight of each vertex. */
        private final long[] weights;

        /** Summed weights of each side by label. */
        private final long[] ofUsers;

        private final long[] ofItems;

        private int round;

        Run(BipartiteGraph graph, JointGraph joint, double gamma) {
            price = gamma / (SCALE * SCALE);
            resolution = gamma * resolutionPerGamma(graph);
            labels = CoLabels.singletons(joint, graph.vertices(Side.USER));
            count = new LabelCount(joint, labels.labels());
            long ofUserEdge = Math.round(SCALE / Math.sqrt(graph.edges()));
            long ofItemEdge = Math.round(SCALE / Math.sqrt(connectedItems(graph)));
            weights = new long[labels.vertices()];
            for (int vertex = 0; vertex < weights.length; vertex++) {
                weights[vertex] = joint.degree(vertex) * (vertex < labels.users() ? ofUserEdge : ofItemEdge);
            }
            ofUsers = weights.clone();
            ofItems = weights.clone();
        }

        void propagate(int mostRounds) {
            SplittableRandom random = new SplittableRandom(seed);
            int[] order = new int[labels.vertices()];
            while (round < mostRounds && labels.rows() > budget) {
                CoLabels.shuffle(order, random);
                for (int vertex : order) {
                    move(vertex);
                }
                round++;
            }
        }

        Solution solution() {
            return labels.solution(secondary ? secondLabels() : null, resolution, round);
        }

        private void move(int vertex) {
            boolean user = vertex < labels.users();
            long weight = weights[vertex];
            int best = best(vertex, price * weight, user ? ofItems : ofUsers);
            int present = labels.labels()[vertex];
            if (best != present && best != NO_ROW) {
                long[] ofSide = user ? ofUsers : ofItems;
                ofSide[present] -= weight;
                ofSide[best] += weight;
                labels.move(vertex, best);
            }
        }

        private int best(int vertex, double priceOfVertex, long[] ofOthers) {
            int found = count.count(vertex);
            int best = NO_ROW;
            double bestScore = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < found; i++) {
                int label = count.label(i);
                double score = count.take(label) - priceOfVertex * ofOthers[label];
                if (score >= bestScore) {
                    best = label;
                    bestScore = score;
                }
            }
            return best;
        }

        private int[] secondLabels() {
            int[] second = new int[labels.users()];
            Arrays.fill(second, NO_ROW);
            for (int user = 0; user < second.length; user++) {
                double priceOfUser = price * weights[user];
                int first = labels.labels()[user];
                int found = count.count(user);
                double bestScore = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < found; i++) {
                    int label = count.label(i);
                    double score = count.take(label) - priceOfUser * ofItems[label];
                    if (score >= bestScore && label != first && labels.hasUser(label)) {
                        second[user] = label;
                        bestScore = score;
                    }
                }
            }
            return second;
        }
    }
}
