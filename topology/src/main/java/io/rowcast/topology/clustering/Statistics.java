// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

/**
 * The state of a whole deployment, as its tasks last reported it. Counters survive restarts: they are kept with the
 * state they count.
 *
 * @param events events applied or found to change nothing; dead letters are not among them
 * @param unchanged events that changed nothing, such as an edge already there
 * @param deadLetters events sent to the dead-letter topic
 * @param edges distinct edges
 * @param edgeWeight summed weight of the edges, in edge-weight units
 * @param countedWeight summed weight of the edges whose votes items have counted; equal to {@code edgeWeight} when nothing
 *     is under way
 * @param users users with an edge
 * @param items items with an edge
 * @param rows K, rows per side
 * @param userRows user rows in use
 * @param itemRows item rows in use
 * @param insideWeight summed weight of the edges whose two ends share a label, in edge-weight units
 * @param objective the objective divided by the summed edge weight: inside share minus priced volume products
 * @param resolution R, the price of volume, see {@link ClusteringParameters#resolution}
 * @param userPremium premium on an otherwise empty user row, as the governor last set it
 * @param itemPremium premium on an otherwise empty item row, as the governor last set it
 * @param largestUserVolume largest user volume over the mean over K
 * @param largestItemVolume largest item volume over the mean over K
 * @param userMoves times a user changed label
 * @param itemMoves times an item changed label
 * @param mappings records published on the mapping topic
 * @param mappingChanges how many of these gave a vertex that had rows others, primary or secondary
 * @param mappingReturns how many of those gave a vertex rows back that it had left less than a minute before; at least
 * @param waitingMoves moves that the last sweeps had to leave to later ones, as the budget of moves was spent
 * @param sweeps whole sweeps done by the task that has done fewest
 * @param reports task reports seen; complete when there is one per side and partition
 * @param settled whether every task has reported that its last whole sweep moved almost nothing
 */
public record Statistics(
        long events,
        long unchanged,
        long deadLetters,
        long edges,
        long edgeWeight,
        long countedWeight,
        long users,
        long items,
        int rows,
        int userRows,
        int itemRows,
        long insideWeight,
        double objective,
        double resolution,
        double userPremium,
        double itemPremium,
        double largestUserVolume,
        double largestItemVolume,
        long userMoves,
        long itemMoves,
        long mappings,
        long mappingChanges,
        long mappingReturns,
        long waitingMoves,
        long sweeps,
        int reports,
        boolean settled) {

    /** Share of the edge weight whose two ends share a label, in [0, 1]; 0 without edges. */
    public double insideShare() {
        return edgeWeight == 0 ? 0 : (double) insideWeight / edgeWeight;
    }

    /** Largest volume over the mean volume, over both sides. */
    public double largestVolume() {
        return Math.max(largestUserVolume, largestItemVolume);
    }

    public long moves() {
        return userMoves + itemMoves;
    }
}
