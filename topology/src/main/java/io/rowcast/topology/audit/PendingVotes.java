// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.audit;

import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.graph.Votes;
import io.rowcast.topology.serde.CorruptRecordException;
import io.rowcast.topology.serde.VoteBatch;
import java.util.List;

/**
 * Votes that users sent and items have not counted. Users' records show them already, so they are taken out of the votes
 * that are expected at items.
 */
final class PendingVotes {
    private final Spool spool;
    private final Tally tally;
    private final int partitions;
    private long count;
    private long weight;

    PendingVotes(Spool spool, Tally tally, int partitions) {
        this.spool = spool;
        this.tally = tally;
        this.partitions = partitions;
    }

    void add(TopicRecord record) {
        List<Votes> batch;
        try {
            batch = VoteBatch.decode(record.value());
        } catch (CorruptRecordException e) {
            tally.violation("%s: %s", record.place(), e.getMessage());
            return;
        }
        for (Votes votes : batch) {
            count += votes.items().length;
            for (int i = 0; i < votes.items().length; i++) {
                long item = votes.items()[i];
                tally.require(
                        VertexId.itemPartition(item, partitions) == record.partition(),
                        "%s: a vote for item %016x, which belongs to another partition",
                        record.place(),
                        item);
                change(item, votes.from(), votes.weight(i));
                change(item, votes.to(), -votes.weight(i));
            }
        }
    }

    private void change(long item, int label, long amount) {
        if (label >= 0) {
            spool.add(Section.EXPECTED_VOTES, ExpectedVotes.key(item, label), amount);
            weight -= amount;
        }
    }

    /** Votes under way. */
    long count() {
        return count;
    }

    /** Edge weight that items are still to gain, in edge-weight units; below 0 if they are to lose some. */
    long weight() {
        return weight;
    }
}
