// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.forget;

import io.rowcast.topology.Topics;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.UserVertex;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.graph.Votes;
import io.rowcast.topology.serde.ClusterVolumeKey;
import io.rowcast.topology.serde.VoteBatch;
import io.rowcast.topology.store.HashKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An item: each user task notes that it is forgetting it, drops the edges in sweeps, and deletes the note when the last one
 * is gone. The votes taken back are the edges dropped; with the last of them the item's own records go.
 */
final class ItemTraces extends Traces {
    private final long hash;
    private final byte[] key;
    private final byte[] noteKey;
    private final int partition;
    private final NavigableSet<Integer> userTasks = new TreeSet<>();

    ItemTraces(Topics topics, String id, int partitions) {
        super(topics, Side.ITEM, id);
        hash = VertexId.of(id).hash();
        key = HashKey.encode(hash);
        noteKey = ClusterVolumeKey.forget(hash).encode();
        partition = VertexId.itemPartition(hash, partitions);
        IntStream.range(0, partitions).forEach(userTasks::add);
    }

    @Override
    Map<String, List<Integer>> places() {
        return Map.of(
                topics().changelog(Topics.USER_VOLUMES_STORE), List.of(),
                topics().repartition(Topics.ITEM_VOTES), List.of(partition),
                topics().changelog(Topics.ITEM_VERTICES_STORE), List.of(partition),
                topics().changelog(Topics.LABEL_VOTES_STORE), List.of(partition),
                topics().itemLabels(), List.of(),
                topics().mappings(), List.of());
    }

    @Override
    void accept(ConsumerRecord<byte[], byte[]> record) {
        super.accept(record);
        String topic = record.topic();
        if (topic.equals(topics().changelog(Topics.USER_VOLUMES_STORE))) {
            if (Arrays.equals(record.key(), noteKey) && record.value() == null) {
                userTasks.remove(record.partition());
            }
        } else if (topic.equals(topics().repartition(Topics.ITEM_VOTES))) {
            votesIn(record);
        } else if (topic.equals(topics().changelog(Topics.LABEL_VOTES_STORE))) {
            if (Arrays.equals(Arrays.copyOf(record.key(), Long.BYTES), key)) {
                trace("a page of its votes", record);
            }
        } else if (topic.equals(topics().itemLabels()) && Arrays.equals(record.key(), key)) {
            trace("its label in the table of item labels", record);
        } else if (topic.equals(topics().changelog(Topics.ITEM_VERTICES_STORE)) && Arrays.equals(record.key(), key)) {
            trace("the item", record);
        }
    }

    private void votesIn(ConsumerRecord<byte[], byte[]> record) {
        long edges = 0;
        for (Votes votes : VoteBatch.decode(record.value())) {
            if (votes.to() == UserVertex.NO_LABEL) {
                edges += Arrays.stream(votes.items())
                        .filter(item -> item == hash)
                        .count();
            }
        }
        if (edges > 0) {
            votesTaken(record, edges);
        }
    }

    @Override
    boolean usersDone() {
        return userTasks.isEmpty();
    }

    @Override
    List<String> usersMissing() {
        return userTasks.stream()
                .map(task -> "the users of partition " + task + " have dropped their edges to it")
                .toList();
    }
}
