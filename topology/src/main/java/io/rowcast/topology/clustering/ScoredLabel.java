// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

import java.util.Comparator;

/**
 * A label as a vertex scores it, see {@link LabelPropagation}.
 *
 * @param label in [0, K)
 * @param score what the objective would gain, in edge-weight units
 * @param weight weight of the vertex's edges into the label, in edge-weight units
 */
public record ScoredLabel(int label, double score, long weight) {
    static final Comparator<ScoredLabel> BEST_FIRST =
            Comparator.comparingDouble(ScoredLabel::score).reversed().thenComparingInt(ScoredLabel::label);
}
