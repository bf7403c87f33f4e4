// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.forget;

import io.rowcast.app.forget.Receipt.Deletion;
import io.rowcast.app.forget.Receipt.VotesTaken;
import io.rowcast.topology.Topics;
import io.rowcast.topology.graph.Side;
import io.rowcast.topology.serde.MappingJson;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;

/** What the topics tell of one user or item while it is being forgotten. */
abstract class Traces {
    private final Topics topics;
    private final byte[] mappingKey;
    private final Map<String, Deletion> deletions = new LinkedHashMap<>();
    private final Map<String, Deletion> cameBack = new LinkedHashMap<>();
    private final Map<Integer, VotesTaken> votes = new TreeMap<>();

    Traces(Topics topics, Side side, String id) {
        this.topics = topics;
        this.mappingKey = MappingJson.key(side, id);
    }

    final Topics topics() {
        return topics;
    }

    /** Partitions of a topic on which traces may be; empty for all. */
    abstract Map<String, List<Integer>> places();

    /** Takes in a record. */
    void accept(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topics.mappings()) && Arrays.equals(record.key(), mappingKey)) {
            trace("its mapping", record);
        }
    }

    /** Whether the users' side has done its part, as far as records tell. */
    abstract boolean usersDone();

    /** What is being waited for while {@link #usersDone()} is not true. */
    abstract List<String> usersMissing();

    /** Whether anything was stored. */
    boolean known() {
        return !deletions.isEmpty() || !votes.isEmpty();
    }

    final List<Deletion> deletions() {
        return List.copyOf(deletions.values());
    }

    final List<Deletion> cameBack() {
        return List.copyOf(cameBack.values());
    }

    final List<VotesTaken> votes() {
        return List.copyOf(votes.values());
    }

    /** For each partition of votes the offset up to which they must be counted. */
    final Map<TopicPartition, Long> toBeCounted() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        votes.values().forEach(taken -> offsets.put(taken.first().topicPartition(), taken.lastOffset()));
        return offsets;
    }

    /** Notes a record of a key of its own; a tombstone deletes, anything behind it comes back. */
    final void trace(String what, ConsumerRecord<byte[], byte[]> record) {
        String key = record.topic() + "/" + record.partition() + "/" + Bytes.wrap(record.key());
        Deletion found = new Deletion(what, place(record));
        if (record.value() == null) {
            deletions.put(key, found);
            cameBack.remove(key);
        } else if (deletions.remove(key) != null) {
            cameBack.put(key, found);
        }
    }

    final void votesTaken(ConsumerRecord<byte[], byte[]> record, long edges) {
        votes.merge(
                record.partition(),
                new VotesTaken(place(record), record.offset(), edges),
                (before, now) -> new VotesTaken(before.first(), now.lastOffset(), before.edges() + now.edges()));
    }

    private static Place place(ConsumerRecord<byte[], byte[]> record) {
        return new Place(record.topic(), record.partition(), record.offset());
    }
}
