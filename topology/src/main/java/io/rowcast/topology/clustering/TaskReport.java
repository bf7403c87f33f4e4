// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.clustering;

/**
 * What one task tells all others about itself.
 *
 * @param deployment {@link ClusteringParameters#deployment()} it runs with
 * @param counts a count per {@link Counter}
 * @param settled whether its last sweeps moved almost nothing
 */
@SuppressWarnings("ArrayRecordComponent") // reports are never compared
public record TaskReport(String deployment, long[] counts, boolean settled) {

    public long count(Counter counter) {
        return counts[counter.ordinal()];
    }
}
