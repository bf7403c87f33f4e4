// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * What has been used and written up to a moment.
 *
 * @param appCpu CPU time of this process, all its threads; nanoseconds
 * @param streamCpu CPU time of the stream threads; nanoseconds
 * @param brokerCpu CPU time of the broker's process; nanoseconds, -1 where the system does not tell
 * @param diskBytes bytes this process caused to be written to disk; -1 where the system does not tell
 * @param topics what was produced, by topic without the application id
 * @param stores what RocksDB wrote, by store; empty unless it is counted
 */
record Reading(
        long appCpu,
        long streamCpu,
        long brokerCpu,
        long diskBytes,
        Map<String, Written> topics,
        Map<String, StoreBytes> stores) {

    /** What was used and written since an earlier moment; topics and stores without anything are left out. */
    Reading since(Reading before) {
        Map<String, Written> topicChanges = changes(topics, before.topics, Written.NOTHING, Written::minus);
        topicChanges.values().removeIf(written -> written.records() == 0);
        return new Reading(
                appCpu - before.appCpu,
                streamCpu - before.streamCpu,
                brokerCpu < 0 || before.brokerCpu < 0 ? -1 : brokerCpu - before.brokerCpu,
                diskBytes < 0 || before.diskBytes < 0 ? -1 : diskBytes - before.diskBytes,
                topicChanges,
                changes(stores, before.stores, StoreBytes.NOTHING, StoreBytes::minus));
    }

    private static <T> Map<String, T> changes(
            Map<String, T> after, Map<String, T> before, T nothing, BinaryOperator<T> minus) {
        Map<String, T> changes = new TreeMap<>();
        after.forEach((name, value) -> changes.put(name, minus.apply(value, before.getOrDefault(name, nothing))));
        return changes;
    }
}
