package io.rowcast.topology.solve;

import static io.rowcast.topology.solve.Rows.NO_ROW;

import io.rowcast.topology.batch.BipartiteGraph;
import io.rowcast.topology.batch.BipartiteGraph.Adjacency;
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
        Solution solution = new Run(graph).solve();
        progress.ended("rounds");
        return solution;
    }

    private final class Run {
        private final SplittableRandom random = new SplittableRandom(seed);
        private final Adjacency users;
        private final Adjacency items;
        private final CoLabels labels;
        private final int[] votes;
        private final int[] candidates;

        Run(BipartiteGraph graph) {
            users = graph.adjacency(Side.USER);
            items = graph.adjacency(Side.ITEM);
            labels = CoLabels.singletons(graph);
            votes = new int[labels.vertices()];
            candidates = new int[labels.vertices()];
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
            int userCount = labels.users.length;
            boolean moved = false;
            for (int i = 0; i < order.length && labels.rows() > budget; i++) {
                int user = order[i];
                int item = user - userCount;
                int present = item < 0 ? labels.users[user] : labels.items[item];
                int label = item < 0
                        ? mostFrequent(users, user, labels.items, present)
                        : mostFrequent(items, item, labels.users, present);
                if (label != present && item < 0) {
                    labels.moveUser(user, label);
                } else if (label != present) {
                    labels.moveItem(item, label);
                }
                moved |= label != present;
            }
            return moved;
        }

        /** The present label if none is more frequent, so that the rounds can end. */
        private int mostFrequent(Adjacency own, int vertex, int[] otherLabels, int present) {
            int found = 0;
            for (int i = own.offsets()[vertex]; i < own.offsets()[vertex + 1]; i++) {
                int label = otherLabels[own.neighbours()[i]];
                if (votes[label]++ == 0) {
                    candidates[found++] = label;
                }
            }
            int best = NO_ROW;
            int most = 0;
            int ties = 0;
            int ofPresent = present == NO_ROW ? 0 : votes[present];
            for (int i = 0; i < found; i++) {
                int label = candidates[i];
                int count = votes[label];
                votes[label] = 0;
                ties = count > most ? 1 : count == most ? ties + 1 : ties;
                if (count > most || (count == most && random.nextInt(ties) == 0)) {
                    best = label;
                    most = count;
                }
            }
            return best == NO_ROW || ofPresent == most ? present : best;
        }
    }
}
