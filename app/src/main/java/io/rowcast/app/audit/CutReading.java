// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * What was found at one look at a deployment.
 *
 * @param members members of its group
 * @param committedEnds ends of what is committed, by partition of every topic
 * @param allEnds ends with what is not
 * @param groupOffsets offsets of the group, where it has any
 * @param lag records not yet consumed, by partition of the input and repartition topics
 */
record CutReading(
        int members,
        Map<TopicPartition, Long> committedEnds,
        Map<TopicPartition, Long> allEnds,
        Map<TopicPartition, Long> groupOffsets,
        Map<TopicPartition, Long> lag) {

    /** Topics of which some records belong to a transaction that is open, sorted. */
    List<String> openTransactions() {
        return committedEnds.entrySet().stream()
                .filter(end -> end.getValue() < allEnds.get(end.getKey()))
                .map(end -> end.getKey().topic())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * What keeps a running deployment from being quiet, in words, or an empty list.
     *
     * @param before the look before, or {@code null}
     */
    List<String> unrest(CutReading before) {
        List<String> reasons = new ArrayList<>();
        Map<String, Long> lags = new TreeMap<>();
        lag.forEach((partition, records) -> lags.merge(partition.topic(), records, Long::sum));
        lags.forEach((topic, records) -> {
            if (records > 0) {
                reasons.add(topic + " has a lag of " + records);
            }
        });
        openTransactions().forEach(topic -> reasons.add(topic + " has an open transaction"));
        if (before != null) {
            committedEnds.entrySet().stream()
                    .filter(end -> !end.getValue().equals(before.committedEnds.get(end.getKey())))
                    .map(end -> end.getKey().topic())
                    .distinct()
                    .sorted()
                    .forEach(topic -> reasons.add(topic + " is being written to"));
        }
        return reasons;
    }
}
