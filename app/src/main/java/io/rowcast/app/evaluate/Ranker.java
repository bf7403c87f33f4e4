// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Ranks all items for each of many users by the inner product of embeddings, leaving out those the user already has. The
 * product goes by blocks of items, transposed, so that the innermost loop runs along items.
 */
final class Ranker {
    /** Items of a block: 64 floats each make 128 KiB, which stay in a core's cache for all users of a piece. */
    private static final int BLOCK = 512;

    private final Adjacency graph;
    private final Workers workers;
    private final int[] tieRanks;

    /**
     * @param graph the edges trained on, left out of every ranking
     * @param seed of the order among equal scores
     */
    Ranker(Adjacency graph, long seed, Workers workers) {
        this.graph = graph;
        this.workers = workers;
        this.tieRanks = permutation(graph.items(), new SplittableRandom(seed));
    }

    private static int[] permutation(int size, SplittableRandom random) {
        int[] values = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            values[i] = values[j];
            values[j] = i;
        }
        return values;
    }

    /**
     * Scores the rankings of some users.
     *
     * @param finals final embeddings of all vertices
     * @param wanted what should be ranked high
     * @param known further items to leave out
     * @param users those that count, all with something in {@code wanted}
     */
    UserScores scores(Matrix finals, HeldOut wanted, HeldOut known, int[] users) {
        double[] recalls = new double[users.length];
        double[] ndcgs = new double[users.length];
        float[][] transposed = transpose(finals);
        workers.overRows((users.length + 1) / 2, (from, to) -> {
            Pair pair = new Pair(finals, transposed, wanted, known);
            for (int i = from; i < to; i++) {
                int second = Math.min(2 * i + 1, users.length - 1);
                pair.rank(users[2 * i], users[second]);
                for (int side = 0; side < 2; side++) {
                    int place = side == 0 ? 2 * i : second;
                    pair.evaluate(side, users[place], place, recalls, ndcgs);
                }
            }
        });
        return new UserScores(users, recalls, ndcgs);
    }

    /** The mean of {@link #scores}. */
    RankingScore score(Matrix finals, HeldOut wanted, HeldOut known, int[] users) {
        return scores(finals, wanted, known, users).mean();
    }

    /** Item embeddings block by block: row block * width + k has component k of the block's items. */
    private float[][] transpose(Matrix finals) {
        int width = finals.width();
        int blocks = (graph.items() + BLOCK - 1) / BLOCK;
        float[][] transposed = new float[Math.multiplyExact(blocks, width)][BLOCK];
        workers.overRows(blocks, (from, to) -> {
            for (int item = from * BLOCK; item < Math.min(graph.items(), to * BLOCK); item++) {
                float[] row = finals.row(graph.users() + item);
                for (int k = 0; k < width; k++) {
                    transposed[item / BLOCK * width + k][item % BLOCK] = row[k];
                }
            }
        });
        return transposed;
    }

    /** Two users at a time, as the items' embeddings are then read once for both. */
    private final class Pair {
        private final Matrix finals;
        private final float[][] transposed;
        private final HeldOut wanted;
        private final HeldOut known;
        private final float[] one = new float[BLOCK];
        private final float[] two = new float[BLOCK];
        private final TopItems[] top = {
            new TopItems(RankingScore.CUT, tieRanks), new TopItems(RankingScore.CUT, tieRanks)
        };
        private final int[] graphNext = new int[2];
        private final int[] knownNext = new int[2];

        Pair(Matrix finals, float[][] transposed, HeldOut wanted, HeldOut known) {
            this.finals = finals;
            this.transposed = transposed;
            this.wanted = wanted;
            this.known = known;
        }

        void rank(int first, int second) {
            for (int side = 0; side < 2; side++) {
                int user = side == 0 ? first : second;
                top[side].clear();
                graphNext[side] = graph.offsets()[user];
                knownNext[side] = known.offsets()[user];
            }
            for (int item = 0; item < graph.items(); item += BLOCK) {
                multiply(finals.row(first), finals.row(second), item / BLOCK * finals.width());
                collect(0, first, one, item);
                collect(1, second, two, item);
            }
        }

        private void multiply(float[] first, float[] second, int block) {
            Arrays.fill(one, 0);
            Arrays.fill(two, 0);
            int k = 0;
            for (; k + 4 <= first.length; k += 4) {
                float a0 = first[k];
                float a1 = first[k + 1];
                float a2 = first[k + 2];
                float a3 = first[k + 3];
                float b0 = second[k];
                float b1 = second[k + 1];
                float b2 = second[k + 2];
                float b3 = second[k + 3];
                float[] x0 = transposed[block + k];
                float[] x1 = transposed[block + k + 1];
                float[] x2 = transposed[block + k + 2];
                float[] x3 = transposed[block + k + 3];
                for (int j = 0; j < BLOCK; j++) {
                    one[j] += (a0 * x0[j] + a1 * x1[j]) + (a2 * x2[j] + a3 * x3[j]);
                    two[j] += (b0 * x0[j] + b1 * x1[j]) + (b2 * x2[j] + b3 * x3[j]);
                }
            }
            for (; k < first.length; k++) {
                RowMath.addScaled(transposed[block + k], first[k], one);
                RowMath.addScaled(transposed[block + k], second[k], two);
            }
        }

        private void collect(int side, int user, float[] scores, int firstItem) {
            int end = Math.min(graph.items() - firstItem, BLOCK);
            graphNext[side] = leaveOut(
                    graph.neighbours(), graphNext[side], graph.offsets()[user + 1], graph.users(), scores, firstItem);
            knownNext[side] = leaveOut(known.items(), knownNext[side], known.offsets()[user + 1], 0, scores, firstItem);
            TopItems best = top[side];
            float threshold = best.threshold();
            for (int j = 0; j < end; j++) {
                if (scores[j] >= threshold && scores[j] != Float.NEGATIVE_INFINITY) {
                    best.offer(firstItem + j, scores[j]);
                    threshold = best.threshold();
                }
            }
        }

        /** Lists ascend, so those of a block follow those of the block before. */
        private int leaveOut(int[] list, int from, int to, int base, float[] scores, int firstItem) {
            int i = from;
            while (i < to && list[i] - base < firstItem + BLOCK) {
                scores[list[i] - base - firstItem] = Float.NEGATIVE_INFINITY;
                i++;
            }
            return i;
        }

        void evaluate(int side, int user, int place, double[] recalls, double[] ndcgs) {
            int hits = 0;
            double gain = 0;
            for (int i = 0; i < top[side].size(); i++) {
                if (wanted.contains(user, top[side].item(i))) {
                    hits++;
                    gain += RankingScore.gain(i + 1);
                }
            }
            recalls[place] = RankingScore.recallOf(hits, wanted.count(user));
            ndcgs[place] = gain / RankingScore.largestGain(wanted.count(user));
        }
    }
}
