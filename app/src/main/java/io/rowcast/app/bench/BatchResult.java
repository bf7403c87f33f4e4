// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import java.util.List;

/**
 * A batch run over the graph of all events, those of the steady state included.
 *
 * @param id of the trial
 * @param events events read
 * @param edges distinct edges
 * @param users users with an edge
 * @param items items with an edge
 * @param secondsToBuild from the events to the graph in memory; no topic or file is between unless the input is one
 * @param secondsToCluster from the graph to its clusters
 * @param sweeps times that all vertices were looked at
 * @param settled whether it ended because almost nothing moved any more
 * @param objective the objective divided by the number of edges
 * @param insideEdgeShare share of the edges inside a co-cluster
 * @param peakResidentBytes most memory the process ever had resident; -1 where the system does not tell
 */
record BatchResult(
        String id,
        long events,
        long edges,
        long users,
        long items,
        double secondsToBuild,
        double secondsToCluster,
        int sweeps,
        boolean settled,
        double objective,
        double insideEdgeShare,
        int userRowsInUse,
        int itemRowsInUse,
        long peakResidentBytes) {

    /** All rounds together. */
    record Rounds(Spread secondsToBuild, Spread secondsToCluster, List<BatchResult> rounds) {
        static Rounds of(List<BatchResult> rounds) {
            return new Rounds(
                    Spread.of(rounds.stream().map(BatchResult::secondsToBuild).toList()),
                    Spread.of(rounds.stream().map(BatchResult::secondsToCluster).toList()),
                    List.copyOf(rounds));
        }
    }
}
