// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import io.rowcast.topology.graph.ItemVertex;
import io.rowcast.topology.graph.VotePages;

/**
 * Applies votes to an item and decides its label. Changes the item it is given; what else must change follows from its
 * label, degree and own votes before and after. Not thread-safe; one per task.
 */
public final class ItemClusterer {
    private static final int NO_LABEL = ItemVertex.NO_LABEL;

    private final LabelPropagation propagation;
    private final ClusterVolumes volumes;
    private final VotePages pages;

    public ItemClusterer(LabelPropagation propagation, ClusterVolumes volumes, VotePages pages) {
        this.propagation = propagation;
        this.volumes = volumes;
        this.pages = pages;
    }

    /**
     * Moves the votes of one edge, and the item with them if that is now better.
     *
     * @param from the label that loses the weight, or {@link ItemVertex#NO_LABEL} for a new edge
     * @param to the label that gains it, or {@link ItemVertex#NO_LABEL} for a removed edge
     */
    public void recast(long hash, ItemVertex item, int from, int to, long weight) {
        item.recast(hash, from, to, weight, pages);
        if (item.degree() == 0) {
            return;
        }
        if (item.label() == NO_LABEL) {
            assign(hash, item, propagation.elect(hash, item, pages, volumes));
        } else if (from == item.label()) {
            // A popular item reads many pages for this; it can wait for the next sweep.
            if (!item.paged()) {
                assign(hash, item, propagation.elect(hash, item, pages, volumes));
            }
        } else if (to != NO_LABEL && to != item.label()) {
            assign(hash, item, propagation.challenge(hash, item, to, pages, volumes));
        }
    }

    /**
     * Looks at an item again, as a sweep does.
     *
     * @param hysteresisShare the part of the hysteresis that a move must gain more than, in [0, 1]
     */
    public void reconsider(long hash, ItemVertex item, double hysteresisShare) {
        assign(hash, item, propagation.elect(hash, item, pages, volumes, hysteresisShare));
    }

    private void assign(long hash, ItemVertex item, int label) {
        if (label != item.label()) {
            item.assign(hash, label, pages);
        }
    }
}
