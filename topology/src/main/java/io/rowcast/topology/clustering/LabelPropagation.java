// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VoteCounts;
import io.rowcast.topology.graph.VotePages;
import it.unimi.dsi.fastutil.HashCommon;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides which label a vertex should carry. A vertex x of degree d and weight w scores a label c of its neighbours by
 *
 * <pre>  e(x,c) - R * E * (w / W_side) * (W_other(c) / W_other)  +  premium  if c is vacant but for x</pre>
 *
 * <p>where e is the weight of its edges into c, W are volumes and E is the summed weight of all edges. The first two
 * terms are the gain of the objective of balanced co-clustering (BACO, arXiv 2604.18351, with fixed labels; with degrees
 * as weights it is bipartite modularity with resolution R). The premium pays for a row that would otherwise stand empty on
 * the vertex's side (see {@link ClusterVolumes#vacant}); {@link PremiumGovernor} sets it, in multiples of d or of the
 * mean degree, whichever is less. x moves to the best label when that beats its present one by more than the hysteresis, and a
 * user opens a free label, whose score is the premium alone, by the same rule. Ties go to the lower label.
 *
 * <p>Not thread-safe; one per task.
 */
public final class LabelPropagation {
    /** A second label changes for a gain of more than this many times the hysteresis, or than this share of the edges. */
    private static final double SECOND_TIMES_HYSTERESIS = 4;

    private static final double SECOND_EDGE_SHARE = 0.25;

    private final ClusteringParameters parameters;
    private final MoveBudget budget;
    private final LabelTally tally = new LabelTally();

    private Side side;
    private int present;
    private double hysteresis;
    private long degree;
    private long weight;
    private double price;
    private double premium;
    private int best;
    private double bestScore;
    private int second;
    private double secondScore;
    private double presentScore;
    private boolean refused;

    public LabelPropagation(ClusteringParameters parameters) {
        this(parameters, MoveBudget.unlimited());
    }

    /**
     * @param budget asked before a vertex that has a label gets another, or another second one; a refused vertex keeps both
     */
    public LabelPropagation(ClusteringParameters parameters, MoveBudget budget) {
        this.parameters = parameters;
        this.budget = budget;
    }

    /**
     * Chooses the label of a user from the labels of its items, and the label of its second row.
     *
     * @param hash the user's hash, from which a label is drawn when nothing else gives one
     * @param user a user with at least one edge; it is assigned its new labels
     */
    public void elect(long hash, UserVertex user, ItemLabels labels, ClusterVolumes volumes, FreeLabels free) {
        elect(hash, user, labels, volumes, free, 1);
    }

    /**
     * As {@link #elect(long, UserVertex, ItemLabels, ClusterVolumes, FreeLabels)}, with part of the hysteresis.
     *
     * @param hysteresisShare in [0, 1]
     */
    public void elect(
            long hash,
            UserVertex user,
            ItemLabels labels,
            ClusterVolumes volumes,
            FreeLabels free,
            double hysteresisShare) {
        tally.clear();
        for (int i = 0; i < user.size(); i++) {
            int label = labels.label(user.item(i));
            if (label != UserVertex.NO_LABEL) {
                tally.add(label, user.weight(i));
            }
        }
        begin(Side.USER, user.label(), user.degree(), volumes, hysteresisShare);
        int runnerUp = user.secondaryLabel();
        double runnerUpScore = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < tally.size(); i++) {
            double score = consider(tally.label(i), tally.weight(i), volumes);
            if (tally.label(i) == runnerUp) {
                runnerUpScore = score;
            }
        }
        int label = decide(hash, volumes, free);
        user.assign(label, secondary(label, runnerUp, runnerUpScore));
    }

    /**
     * The labels that the user elected last chose among, best first, as they are scored for it.
     *
     * @param most how many at most
     */
    List<ScoredLabel> ranking(ClusterVolumes volumes, int most) {
        List<ScoredLabel> all = new ArrayList<>(tally.size());
        for (int i = 0; i < tally.size(); i++) {
            all.add(new ScoredLabel(tally.label(i), score(tally.label(i), tally.weight(i), volumes), tally.weight(i)));
        }
        all.sort(ScoredLabel.BEST_FIRST);
        return all.size() > most ? List.copyOf(all.subList(0, most)) : all;
    }

    /**
     * Chooses the label of an item from all its votes.
     *
     * @param item an item with at least one edge
     * @return the label it should carry
     */
    public int elect(long hash, ItemVertex item, VotePages pages, ClusterVolumes volumes) {
        return elect(hash, item, pages, volumes, 1);
    }

    /**
     * As {@link #elect(long, ItemVertex, VotePages, ClusterVolumes)}, with part of the hysteresis.
     *
     * @param hysteresisShare in [0, 1]
     */
    public int elect(long hash, ItemVertex item, VotePages pages, ClusterVolumes volumes, double hysteresisShare) {
        begin(Side.ITEM, item.label(), item.degree(), volumes, hysteresisShare);
        if (item.paged()) {
            for (int page = item.pages().next(0); page >= 0; page = item.pages().next(page + 1)) {
                considerAll(pages.load(hash, page), volumes);
            }
        } else {
            considerAll(item.inline(), volumes);
        }
        return decide(hash, volumes, FreeLabels.CLOSED);
    }

    /**
     * Chooses between an item's present label and one that just gained a vote: all that can have changed.
     *
     * @return the label it should carry
     */
    public int challenge(long hash, ItemVertex item, int challenger, VotePages pages, ClusterVolumes volumes) {
        begin(Side.ITEM, item.label(), item.degree(), volumes, 1);
        consider(item.label(), item.ownVotes(), volumes);
        if (challenger != item.label()) {
            consider(challenger, item.votes(hash, challenger, pages), volumes);
        }
        return decide(hash, volumes, FreeLabels.CLOSED);
    }

    private void begin(Side ofSide, int presentLabel, long ofDegree, ClusterVolumes volumes, double hysteresisShare) {
        hysteresis = hysteresisShare * parameters.hysteresisUnits();
        side = ofSide;
        degree = ofDegree;
        present = presentLabel;
        weight = parameters.weighting(side).weight(degree);
        premium = PremiumGovernor.worth(
                volumes.premium(side), degree, (double) volumes.edgeWeight(), volumes.vertices(side));
        double totals = (double) volumes.total(side) * volumes.total(side.other());
        double resolution = parameters.resolution(volumes.vertices(Side.USER), volumes.vertices(Side.ITEM));
        price = totals == 0 ? 0 : resolution * volumes.edgeWeight() * weight / totals;
        best = UserVertex.NO_LABEL;
        bestScore = Double.NEGATIVE_INFINITY;
        second = UserVertex.NO_LABEL;
        secondScore = Double.NEGATIVE_INFINITY;
        presentScore = Double.NEGATIVE_INFINITY;
        refused = false;
        if (present != UserVertex.NO_LABEL) {
            presentScore = score(present, 0, volumes);
        }
    }

    private void considerAll(VoteCounts counts, ClusterVolumes volumes) {
        for (int i = 0; i < counts.size(); i++) {
            consider(counts.label(i), counts.votes(i), volumes);
        }
    }

    private double consider(int label, long edges, ClusterVolumes volumes) {
        double score = score(label, edges, volumes);
        if (label == present) {
            presentScore = score;
        }
        if (score > bestScore || (score == bestScore && label < best)) {
            second = best;
            secondScore = bestScore;
            best = label;
            bestScore = score;
        } else if (score > secondScore || (score == secondScore && label < second)) {
            second = label;
            secondScore = score;
        }
        return score;
    }

    private double score(int label, long edges, ClusterVolumes volumes) {
        double score = edges - price * volumes.volume(side.other(), label);
        if (premium > 0 && volumes.vacant(side, label, label == present ? weight : 0)) {
            score += premium;
        }
        return score;
    }

    private int decide(long hash, ClusterVolumes volumes, FreeLabels free) {
        if (present == UserVertex.NO_LABEL) {
            int opened = bestScore < premium || best == UserVertex.NO_LABEL ? free.take() : FreeLabels.NONE;
            if (opened != FreeLabels.NONE) {
                return opened;
            }
            return best != UserVertex.NO_LABEL ? best : lighterOfTwo(hash, volumes);
        }
        double bar = presentScore + hysteresis;
        boolean moves = best != present && bestScore > bar;
        if (premium > bar && (!moves || premium > bestScore) && free.any()) {
            if (!budget.admits(premium - presentScore)) {
                refused = true;
                return present;
            }
            int opened = free.take();
            if (opened != FreeLabels.NONE) {
                budget.spend();
                return opened;
            }
        }
        if (!moves) {
            return present;
        }
        if (!budget.admits(bestScore - presentScore)) {
            refused = true;
            return present;
        }
        budget.spend();
        return best;
    }

    private int lighterOfTwo(long hash, ClusterVolumes volumes) {
        int rows = parameters.rows();
        int one = (int) Long.remainderUnsigned(HashCommon.mix(hash), rows);
        int two = (int) Long.remainderUnsigned(HashCommon.mix(~hash), rows);
        int byVolume = Long.compare(volumes.volume(side, one), volumes.volume(side, two));
        return byVolume < 0 || (byVolume == 0 && one < two) ? one : two;
    }

    /** Second rows are near ties far more often than first ones; a user of few edges may still change its mind. */
    private double secondHysteresis() {
        double first = parameters.hysteresisUnits();
        return Math.max(first, Math.min(SECOND_TIMES_HYSTERESIS * first, SECOND_EDGE_SHARE * degree));
    }

    private int secondary(int label, int runnerUp, double runnerUpScore) {
        int candidate = best == label ? second : best;
        double candidateScore = best == label ? secondScore : bestScore;
        boolean keeps = runnerUp != label
                && runnerUpScore > Double.NEGATIVE_INFINITY
                && candidateScore <= runnerUpScore + secondHysteresis();
        if (keeps || candidate == runnerUp || refused) {
            return runnerUp;
        }
        // A vertex that gets a label, its first or another, gets its second one along with it.
        if (label == present) {
            double gain = (candidate == UserVertex.NO_LABEL ? 0 : candidateScore)
                    - (runnerUpScore == Double.NEGATIVE_INFINITY ? 0 : runnerUpScore);
            if (!budget.admits(gain)) {
                return runnerUp;
            }
            budget.spend();
        }
        return candidate;
    }
}
