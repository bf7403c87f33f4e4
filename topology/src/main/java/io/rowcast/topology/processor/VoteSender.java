// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.processor;

import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.graph.Votes;
import io.rowcast.topology.serde.VoteBatch;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Collects votes by the partition of their items, so that a commit costs at most a few records per partition however many
 * votes it holds. Nothing is lost by waiting: items see votes only once they are committed.
 */
final class VoteSender {
    private static final int MAX_BATCH_BYTES = 256 << 10;
    private static final int MAX_ITEMS_PER_VOTE = MAX_BATCH_BYTES / 16;

    private final int partitions;
    private final Sink sink;
    private final VoteBatch[] batches;
    private final int[] counts;
    private Headers headers = new RecordHeaders();

    /** Where records go. */
    @FunctionalInterface
    interface Sink {
        void send(byte[] key, byte[] value, Headers headers);
    }

    /**
     * @param sink sends a record
     */
    VoteSender(int partitions, Sink sink) {
        this.partitions = partitions;
        this.sink = sink;
        batches = new VoteBatch[partitions];
        Arrays.setAll(batches, partition -> new VoteBatch());
        counts = new int[partitions];
    }

    /** Adds votes; sends a batch that has become large. */
    void add(Votes votes) {
        if (votes.items().length == 1) {
            add(VertexId.itemPartition(votes.items()[0], partitions), votes);
            return;
        }
        Arrays.fill(counts, 0);
        for (long item : votes.items()) {
            counts[VertexId.itemPartition(item, partitions)]++;
        }
        for (int partition = 0; partition < partitions; partition++) {
            int position = 0;
            while (counts[partition] > 0) {
                int size = Math.min(counts[partition], MAX_ITEMS_PER_VOTE);
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
                add(partition, new Votes(votes.from(), votes.to(), null, items, weights));
                counts[partition] -= size;
            }
        }
    }

    /** Sends everything collected, and has what is added from now on go in records with these headers. */
    void mark(Headers newHeaders) {
        flush();
        headers = newHeaders;
    }

    /** Sends everything collected. */
    void flush() {
        for (int partition = 0; partition < partitions; partition++) {
            if (!batches[partition].isEmpty()) {
                send(partition);
            }
        }
    }

    private void add(int partition, Votes votes) {
        batches[partition].add(votes);
        if (batches[partition].bytes() > MAX_BATCH_BYTES) {
            send(partition);
        }
    }

    private void send(int partition) {
        sink.send(PartitionKey.encode(partition), batches[partition].take(), headers);
    }
}
