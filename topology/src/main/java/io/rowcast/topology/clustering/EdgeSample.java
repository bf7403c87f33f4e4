// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

/**
 * A sample of the edges of one task, summed over pairs of labels.
 *
 * @param userLabels labels of users, one per pair
 * @param itemLabels labels of items, one per pair
 * @param weights weight of the edges that each pair stands for, in edge-weight units
 */
@SuppressWarnings("ArrayRecordComponent") // samples are never compared
public record EdgeSample(int[] userLabels, int[] itemLabels, long[] weights) {

    public int size() {
        return weights.length;
    }
}
