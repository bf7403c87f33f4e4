// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.serde.CorruptRecordException;
import java.util.Collection;
import java.util.Set;

/**
 * What happens to a record of an internal topic that this deployment cannot have written: the instance stops before
 * anything comes of it, at every start again, unless it is told to pass over that very record.
 */
public final class ForeignRecords {
    private final Set<String> passedOver;

    /**
     * @param passedOver places of records to pass over, see {@link #place}
     */
    public ForeignRecords(Collection<String> passedOver) {
        this.passedOver = Set.copyOf(passedOver);
    }

    /** A place as {@code topic:partition:offset}. */
    public static String place(String topic, int partition, long offset) {
        return topic + ":" + partition + ":" + offset;
    }

    /**
     * Is told of a foreign record; returns if it is to be passed over.
     *
     * @throws CorruptRecordException naming place and problem, if not
     */
    public void found(String topic, int partition, long offset, CorruptRecordException problem) {
        String place = place(topic, partition, offset);
        if (!passedOver.contains(place)) {
            throw problem.at(topic, partition, offset, "; to pass over this record: foreign.records.skip=" + place);
        }
    }
}
