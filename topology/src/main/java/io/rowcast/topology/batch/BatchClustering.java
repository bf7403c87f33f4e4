// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.batch;

/**
 * What a batch run came to.
 *
 * @param userLabels label of each user, in [0, K), or {@link BatchClusterer#NO_LABEL} for one without edges
 * @param itemLabels likewise of each item
 * @param secondUserLabels label of each user's second row, or {@link BatchClusterer#NO_LABEL} where its items have no other
 * @param objective the objective divided by the number of edges
 * @param insideShare share of the edges whose two ends share a label, in [0, 1]; 0 without edges
 * @param userRows labels that a user carries
 * @param itemRows labels that an item carries
 * @param sweeps times that all vertices were looked at, in every stage and from every start
 * @param settled whether the last sweep moved almost nothing; if not, the limit of sweeps ended the run
 */
@SuppressWarnings("ArrayRecordComponent") // results are never compared
public record BatchClustering(
        int[] userLabels,
        int[] itemLabels,
        int[] secondUserLabels,
        double objective,
        double insideShare,
        int userRows,
        int itemRows,
        int sweeps,
        boolean settled) {

    BatchClustering withSweeps(int all) {
        return new BatchClustering(
                userLabels, itemLabels, secondUserLabels, objective, insideShare, userRows, itemRows, all, settled);
    }
}
