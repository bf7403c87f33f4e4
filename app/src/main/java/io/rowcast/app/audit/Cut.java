// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.audit;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * A moment at which no transaction was open: every topic up to here is of one and the same state.
 *
 * @param ends by partition of the audited topics, the offset of the first record that is not part of it
 * @param uncounted by partition of the topics of votes and row uses, the records that no task has counted; empty unless at
 *     rest
 * @param eventsLeft records of the input and of the repartition topic of events not consumed yet
 * @param running whether the group of the application had members
 */
record Cut(Map<TopicPartition, Long> ends, Map<TopicPartition, Range> uncounted, long eventsLeft, boolean running) {

    /**
     * Offsets of a partition.
     *
     * @param from first
     * @param to behind the last
     */
    record Range(long from, long to) {}

    /** Whether nothing that is audited changed between two cuts. */
    boolean sameAs(Cut other) {
        return ends.equals(other.ends) && uncounted.equals(other.uncounted);
    }
}
