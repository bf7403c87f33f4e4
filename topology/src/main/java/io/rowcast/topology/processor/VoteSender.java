package io.rowcast.topology.processor;

import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.graph.Votes;
import io.rowcast.topology.processor.Outgoing.Destination;
import io.rowcast.topology.serde.VotesFormat;
import java.util.Arrays;

/** Sends votes to the partitions of their items: one record per partition, large ones cut. */
final class VoteSender {
    private static final int MAX_ITEMS_PER_RECORD = 8192;

    private final VertexTask<?> task;
    private final int partitions;
    private final byte[][] keys;
    private final int[] counts;

    VoteSender(int partitions, VertexTask<?> task) {
        this.task = task;
        this.partitions = partitions;
        keys = new byte[partitions][];
        for (int partition = 0; partition < partitions; partition++) {
            keys[partition] = PartitionKey.encode(partition);
        }
        counts = new int[partitions];
    }

    void send(Votes votes, long timestamp) {
        if (votes.items().length == 1) {
            send(VertexId.itemPartition(votes.items()[0], partitions), votes, timestamp);
            return;
        }
        Arrays.fill(counts, 0);
        for (long item : votes.items()) {
            counts[VertexId.itemPartition(item, partitions)]++;
        }
        for (int partition = 0; partition < partitions; partition++) {
            int position = 0;
            while (counts[partition] > 0) {
                int size = Math.min(counts[partition], MAX_ITEMS_PER_RECORD);
                long[] items = new long[size];
                long[] weights = votes.weights() == null ? null : new long[size];
                for (int filled = 0; filled < size; position++) {
                    if (VertexId.itemPartition(votes.items()[position], partitions) == partition) {
                        items[filled] = votes.items()[position];
                        if (weights != null) {
                            weights[filled] = votes.weights()[position];
                        }
                        filled++;
                    }
                }
                send(partition, new Votes(votes.from(), votes.to(), null, items, weights), timestamp);
                counts[partition] -= size;
            }
        }
    }

    private void send(int partition, Votes votes, long timestamp) {
        task.send(Destination.ITEM_VOTES, keys[partition], VotesFormat.encode(votes), timestamp);
    }
}
