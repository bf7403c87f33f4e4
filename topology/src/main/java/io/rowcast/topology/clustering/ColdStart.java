// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import io.rowcast.topology.graph.UserVertex;
import java.util.List;
import java.util.Optional;

/**
 * The labels that a user who is not there yet would get by {@link LabelPropagation}, if all its items came in its first event.
 * Stores nothing and opens no free label. Not thread-safe.
 */
public final class ColdStart {
    private final LabelPropagation propagation;
    private final ItemLabels labels;
    private final ClusterVolumes volumes;

    /**
     * What a user would get.
     *
     * @param label in [0, K)
     * @param secondaryLabel in [0, K), or {@link UserVertex#NO_LABEL}
     * @param confidence in [0, 1]: by how much the label beats the next, or nothing, as a share of the weight of all items given;
     *     1 if all items are of one label that costs nothing, 0 in a tie
     * @param insideShare share of the weight of all items given that is inside the label, in [0, 1]
     * @param knownItems items that have a label
     * @param ranking the labels it chose among, best first
     */
    public record Proposal(
            int label,
            int secondaryLabel,
            double confidence,
            double insideShare,
            int knownItems,
            List<ScoredLabel> ranking) {}

    public ColdStart(ClusteringParameters parameters, ItemLabels labels, ClusterVolumes volumes) {
        this.propagation = new LabelPropagation(parameters);
        this.labels = labels;
        this.volumes = volumes;
    }

    /**
     * The labels for a user with these edges; nothing if no item has a label.
     *
     * @param user a user without labels; it is assigned some
     * @param most most labels of the ranking
     */
    public Optional<Proposal> propose(UserVertex user, int most) {
        int known = 0;
        for (int i = 0; i < user.size(); i++) {
            known += labels.label(user.item(i)) == UserVertex.NO_LABEL ? 0 : 1;
        }
        if (known == 0) {
            return Optional.empty();
        }
        // The hash only matters where nothing else gives a label.
        propagation.elect(0, user, labels, volumes, FreeLabels.CLOSED);
        List<ScoredLabel> ranking = propagation.ranking(volumes, most + 1);
        ScoredLabel best = ranking.get(0);
        double next = ranking.size() > 1 ? Math.max(0, ranking.get(1).score()) : 0;
        double confidence = Math.max(0, Math.min(1, (best.score() - next) / user.degree()));
        return Optional.of(new Proposal(
                user.label(),
                user.secondaryLabel(),
                confidence,
                (double) best.weight() / user.degree(),
                known,
                ranking.subList(0, Math.min(most, ranking.size()))));
    }
}
