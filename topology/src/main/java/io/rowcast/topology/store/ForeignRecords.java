// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.store;

import io.rowcast.topology.serde.CorruptRecordException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What happens to a record of an internal topic that this deployment cannot have written: the instance stops before
 * anything comes of it, at every start again, unless it is told to pass over that very record.
 */
public final class ForeignRecords {
    private final Set<String> passedOver;
    private final AtomicReference<CorruptRecordException> refused = new AtomicReference<>();

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
            CorruptRecordException refusal =
                    problem.at(topic, partition, offset, "; to pass over this record: foreign.records.skip=" + place);
            refused.compareAndSet(null, refusal);
            throw refusal;
        }
    }

    /**
     * The first record that an instance has stopped at, for any thread. Who restores a store throws it away where its next
     * failure, which comes of the first, is noticed before the first is.
     */
    public Optional<CorruptRecordException> refused() {
        return Optional.ofNullable(refused.get());
    }
}
