// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.metrics;

import io.rowcast.topology.clustering.Statistics;

/**
 * The state of the deployment and this instance at one time. What is not known is {@code null}.
 *
 * @param time milliseconds since the epoch
 * @param statistics the whole deployment
 * @param insideShare share of the edges inside co-clusters, in [0, 1]
 * @param lagInteractions events of the input topic not yet consumed
 * @param lagInFlight records between the parts of the topology not yet consumed
 * @param eventsPerSecond since the sample before, of the whole deployment
 * @param movesPerSecond vertices that changed labels, likewise
 * @param changesPerSecond vertices whose published rows were replaced by others, likewise
 * @param latencyP50Ms median of the latencies measured here since the sample before, see
 *     {@link io.rowcast.app.runtime.TaskWatch#latencies}
 * @param latencyP99Ms the same at 99%
 * @param userSweep share of this instance's users that the present sweeps have looked at, in [0, 1]
 * @param itemSweep the same of items
 * @param labelTableItems items in this instance's table of labels
 * @param labelTableBytes bytes its slots take
 * @param labelTableLag records of its topic not yet read
 * @param version number of the latest version, whichever instance has cut it
 * @param versionCreated when that was, milliseconds since the epoch
 */
public record Sample(
        long time,
        Statistics statistics,
        double insideShare,
        Long lagInteractions,
        Long lagInFlight,
        double eventsPerSecond,
        double movesPerSecond,
        double changesPerSecond,
        Double latencyP50Ms,
        Double latencyP99Ms,
        Double userSweep,
        Double itemSweep,
        long labelTableItems,
        long labelTableBytes,
        Long labelTableLag,
        Long version,
        Long versionCreated) {

    /** Records not yet processed. */
    public Long lag() {
        return lagInteractions == null ? null : Long.valueOf(lagInteractions + lagInFlight);
    }
}
