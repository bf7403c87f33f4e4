// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.forget;

import io.rowcast.topology.Topics;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.graph.VertexId;
import io.rowcast.topology.graph.Votes;
import io.rowcast.topology.processor.InteractionRouter;
import io.rowcast.topology.processor.Origin;
import io.rowcast.topology.serde.VoteBatch;
import io.rowcast.topology.store.HashKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A user: its record, its mapping, and its votes, which one transaction deletes and takes back. */
final class UserTraces extends Traces {
    private final byte[] key;
    private final int partition;

    UserTraces(Topics topics, String id, int partitions) {
        super(topics, Side.USER, id);
        key = HashKey.encode(VertexId.of(id).hash());
        partition = InteractionRouter.userPartition(id, partitions);
    }

    @Override
    Map<String, List<Integer>> places() {
        return Map.of(
                topics().changelog(Topics.USER_VERTICES_STORE), List.of(partition),
                topics().mappings(), List.of(),
                topics().repartition(Topics.ITEM_VOTES), List.of());
    }

    @Override
    void accept(ConsumerRecord<byte[], byte[]> record) {
        super.accept(record);
        if (record.topic().equals(topics().changelog(Topics.USER_VERTICES_STORE))) {
            if (Arrays.equals(record.key(), key)) {
                trace("the user with its edges", record);
            }
        } else if (record.topic().equals(topics().repartition(Topics.ITEM_VOTES))) {
            Header forgotten = record.headers().lastHeader(Origin.FORGOTTEN);
            if (forgotten != null && Arrays.equals(forgotten.value(), key)) {
                long edges = 0;
                for (Votes votes : VoteBatch.decode(record.value())) {
                    edges += votes.items().length;
                }
                votesTaken(record, edges);
            }
        }
    }

    @Override
    boolean usersDone() {
        return true;
    }

    @Override
    List<String> usersMissing() {
        return List.of();
    }
}
