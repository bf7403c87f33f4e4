// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.codebook;

import java.util.List;

/**
 * What one partition of the mapping topic adds to a version.
 *
 * @param partition the partition
 * @param number number of the part, from 1 on without gaps in each partition
 * @param position the offset after the last record that belongs to it
 * @param sum sum of the partition's records at that position
 * @param requests ids of requests for a version that it answers
 * @param changes what happened to rows since the part before
 */
public record VersionPart(
        int partition, long number, long position, TableSum sum, List<Long> requests, RowChanges changes) {
    public VersionPart {
        requests = List.copyOf(requests);
    }

    /** Only what it adds to the sum. */
    public VersionPart withoutChanges() {
        return new VersionPart(partition, number, position, sum, List.of(), new RowChanges());
    }
}
