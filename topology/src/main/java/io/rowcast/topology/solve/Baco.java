package io.rowcast.topology.solve;

import static io.rowcast.topology.solve.Rows.NO_ROW;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.batch.BipartiteGraph.Adjacency;
import io.rowcast.topology.graph.Side;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * BACO as published (Jiang, Yang, Wu: Balanced co-clustering of users and items for embedding table compression in
 * recommender systems, SIGIR 2026, arXiv 2604.18351, with the code the authors gave out, HKBU-LAGAS/BACO). Every vertex
 * begins in a label of its own; in each of {@value #ROUNDS} rounds all vertices of both sides, in a random order, move to
 * the label of their neighbours with the best
 *
 * <pre>  e(x,c) - gamma * w_x * W_other(c)</pre>
 *
 * <p>where e is the number of x's edges into c and W_other(c) the summed weights of the other side's vertices in c. The
 * present label counts only as far as a neighbour carries it. No round begins once the labels of the users and those of the
 * items together are no more than the budget. Then each user gets a second label, the best other one that some user carries.
 *
 * <p>Weights are those that give the published figures, and they differ from the paper's words, by which users weigh their
 * degree and items alike (CPM): in the code a user weighs d / sqrt(E), an item d / sqrt(items), so both weigh their degree
 * and "CPM" is in the norm alone, and R of bipartite modularity is gamma * sqrt(E / items). Items of equal weight gave
 * 10,030 rows after two rounds where the paper has 11,266 after five. The code also counts each vertex as a
 * member of its first label on both sides, and takes it from its own side only when it leaves, so that a label keeps, on
 * the other side, the weight of whoever began it. The published figures need that as well.
 *
 * <p>Left open there: equal scores, which fall as the hash set yields them, and go to the lower label here; the budget, which
 * there is lowered by the users over d for the second row's number, and counts rows only here.
 */
public final class Baco implements Solver {
    /** Rounds as published. */
    public static final int ROUNDS = 5;

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
     * @param rounds most rounds, &gt;= 1
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
        if (graph.edges() == 0 || !Double.isNaN(gamma)) {
            return new Run(graph, gamma).solve(progress);
        }
        double first = gamma(graph, FIRST_RHO * budget / 2);
        return new BudgetSearch(budget, tried -> new Run(graph, tried).solve(progress)).from(first);
    }

    private static double resolutionPerGamma(BipartiteGraph graph) {
        return Math.sqrt((double) graph.edges() / connected(graph, Side.ITEM));
    }

    private static int connected(BipartiteGraph graph, Side side) {
        int connected = 0;
        for (int vertex = 0; vertex < graph.vertices(side); vertex++) {
            connected += graph.degree(side, vertex) > 0 ? 1 : 0;
        }
        return connected;
    }

    /** One run with one gamma. */
    private final class Run {
        private final double gammaOfRun;
        private final double resolution;
        private final Adjacency users;
        private final Adjacency items;
        private final CoLabels labels;

        /** What one edge of a vertex weighs. */
        private final double userUnit;

        private final double itemUnit;

        /** Summed weights by label. */
        private final double[] userWeights;

        private final double[] itemWeights;

        private final int[] votes;
        private final int[] candidates;

        Run(BipartiteGraph graph, double gammaOfRun) {
            this.gammaOfRun = gammaOfRun;
            users = graph.adjacency(Side.USER);
            items = graph.adjacency(Side.ITEM);
            labels = CoLabels.singletons(graph);
            resolution = gammaOfRun * resolutionPerGamma(graph);
            userUnit = 1 / Math.sqrt(graph.edges());
            itemUnit = 1 / Math.sqrt(connected(graph, Side.ITEM));
            userWeights = new double[labels.vertices()];
            for (int label = 0; label < userWeights.length; label++) {
                int item = label - labels.users.length;
                userWeights[label] = item < 0 ? users.degree(label) * userUnit : items.degree(item) * itemUnit;
            }
            itemWeights = userWeights.clone();
            votes = new int[labels.vertices()];
            candidates = new int[labels.vertices()];
        }

        Solution solve(Progress progress) {
            SplittableRandom random = new SplittableRandom(seed);
            int[] order = new int[labels.vertices()];
            int round = 0;
            while (round < rounds && labels.rows() > budget) {
                CoLabels.shuffle(order, random);
                round(order);
                round++;
            }
            progress.ended("rounds");
            int[] second = secondary ? secondLabels() : null;
            Solution solution = labels.solution(second, resolution, round);
            progress.ended("secondary");
            return solution;
        }

        private void round(int[] order) {
            int userCount = labels.users.length;
            for (int vertex : order) {
                if (vertex < userCount) {
                    moveUser(vertex);
                } else {
                    moveItem(vertex - userCount);
                }
            }
        }

        private void moveUser(int user) {
            double weight = users.degree(user) * userUnit;
            int label = best(users, user, labels.items, itemWeights, gammaOfRun * weight);
            int present = labels.users[user];
            if (label != present && label != NO_ROW) {
                userWeights[present] -= weight;
                userWeights[label] += weight;
                labels.moveUser(user, label);
            }
        }

        private void moveItem(int item) {
            double weight = items.degree(item) * itemUnit;
            int label = best(items, item, labels.users, userWeights, gammaOfRun * weight);
            int present = labels.items[item];
            if (label != present && label != NO_ROW) {
                itemWeights[present] -= weight;
                itemWeights[label] += weight;
                labels.moveItem(item, label);
            }
        }

        private int best(Adjacency own, int vertex, int[] otherLabels, double[] otherWeights, double price) {
            int found = tally(own, vertex, otherLabels);
            int best = NO_ROW;
            double bestScore = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < found; i++) {
                int label = candidates[i];
                double score = votes[label] - price * otherWeights[label];
                votes[label] = 0;
                if (score > bestScore || (score == bestScore && label < best)) {
                    best = label;
                    bestScore = score;
                }
            }
            return best;
        }

        /** Counts a vertex's edges by the label of their other end; returns how many labels there are. */
        private int tally(Adjacency own, int vertex, int[] otherLabels) {
            int[] neighbours = own.neighbours();
            int end = own.offsets()[vertex + 1];
            int found = 0;
            for (int i = own.offsets()[vertex]; i < end; i++) {
                int label = otherLabels[neighbours[i]];
                if (votes[label]++ == 0) {
                    candidates[found++] = label;
                }
            }
            return found;
        }

        private int[] secondLabels() {
            int[] second = new int[labels.users.length];
            Arrays.fill(second, NO_ROW);
            for (int user = 0; user < second.length; user++) {
                double price = gammaOfRun * users.degree(user) * userUnit;
                int found = tally(users, user, labels.items);
                double bestScore = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < found; i++) {
                    int label = candidates[i];
                    double score = votes[label] - price * itemWeights[label];
                    votes[label] = 0;
                    boolean better = score > bestScore || (score == bestScore && label < second[user]);
                    if (better && label != labels.users[user] && labels.hasUser(label)) {
                        second[user] = label;
                        bestScore = score;
                    }
                }
            }
            return second;
        }
    }
}
